// Puts an expression together from lists: what is asked, of which tokens, and how it compares; beside it, what it comes to on the step's state.
#pragma once

#include "core/lesson/scene.h"
#include "ui/background.h"
#include "ui/panels/quantities.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace gauge::ui {

class ExpressionBuilder : public QDialog {
    Q_OBJECT
public:
    /// A condition, true or false; or a number for a text, `{…}`.
    enum class For { Condition, Text };

    /// `scene`: what it is asked of; without a run, nothing is told of it.
    ExpressionBuilder(For purpose, lesson::Scene scene, const BackendFactory& backends, QWidget* parent);

    /// As it stands in the lists.
    QString expression() const;

signals:
    void inserted(QString text);

private:
    struct Choice {
        QString label;
        QString expression;  // "beta(%1,%2)"
        lesson::Type type;
        std::vector<Quantity::Blank> blanks;
        QStringList values;  // of a word: what it may be
    };
    struct Side {
        QComboBox* what;
        QComboBox* first;
        QComboBox* second;
    };
    struct Question {
        std::string expression;
        lesson::Scene scene;
    };

    void makeChoices();
    void fillLists();
    void makeLines();
    Side makeSide(const QString& name, const QString& caption);
    void showBlanks(const Side& side);
    void showRelations();
    const Choice& chosen(const Side& side) const { return choices_[static_cast<std::size_t>(indexOf(side))]; }
    static int indexOf(const Side& side);
    QString sideText(const Side& side) const;
    void ask();

    For purpose_;
    lesson::Scene scene_;
    QStringList tokens_;  // as expressions have them
    std::vector<Choice> choices_;
    Side left_;
    Side right_;
    QComboBox* relation_;
    QComboBox* against_;
    QLineEdit* value_;
    QComboBox* token_;
    QComboBox* digits_;
    QLabel* text_;
    QLabel* worth_;
    QPushButton* insert_;
    QWidget* other_ = nullptr;  // the line of what it is compared with
    Background<Question, QString> asking_;
};

}  // namespace gauge::ui
