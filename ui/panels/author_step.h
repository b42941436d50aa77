// The fields of one step at the author's desk, and those of the lesson itself.
#pragma once

#include "ui/panels/author_field.h"
#include "ui/workspace/author_desk.h"

#include <QWidget>

class QLabel;
class QRadioButton;
class QToolButton;
class QVBoxLayout;

namespace gauge::ui {

class AuthorLight;
class AuthorState;

/// What all pages of the desk have: fields bound to the draft by their names.
class AuthorPage : public QWidget {
    Q_OBJECT
public:
    AuthorPage(AuthorDesk& desk, QString objectName);

    /// What the draft says, and what is wrong with it.
    virtual void refresh();
    void setTheme(Theme theme);

signals:
    void buildWanted(std::string field);
    void refused(QString message);

protected:
    AuthorField* addField(QVBoxLayout& column, const AuthorField::About& about);
    /// What is wrong that no field of this page shows, and a button where that can be taken away.
    void addRest(QVBoxLayout& column);
    virtual int step() const { return -1; }
    virtual bool shows(const std::string& field) const;
    AuthorDesk& desk() { return desk_; }
    const AuthorDesk& desk() const { return desk_; }
    std::vector<AuthorField*>& fields() { return fields_; }

private:
    AuthorDesk& desk_;
    std::vector<AuthorField*> fields_;
    QLabel* rest_ = nullptr;
    QToolButton* strip_ = nullptr;
};

class AuthorLessonPage : public AuthorPage {
    Q_OBJECT
public:
    explicit AuthorLessonPage(AuthorDesk& desk);
};

class AuthorStepPage : public AuthorPage {
    Q_OBJECT
public:
    explicit AuthorStepPage(AuthorDesk& desk);

    void refresh() override;
    AuthorLight& light() { return *light_; }

signals:
    /// The state of a field is to be what is on show; or the window is to show it.
    void takeWanted(std::string field);
    void goWanted(std::string field);
    void pointWanted();

protected:
    int step() const override { return desk().at(); }
    bool shows(const std::string& field) const override;

private:
    struct AnswerFields {
        QWidget* box;
        QRadioButton* right;
    };

    void addSection(QVBoxLayout& column, const QString& title);
    QVBoxLayout* addFold(QVBoxLayout& column, const QString& add, const QString& remove, const QString& name,
                         const std::function<void(lesson::Draft&, int)>& begin, const std::vector<std::string>& keys);
    void addQuestion(QVBoxLayout& column);
    void addAnswer(QVBoxLayout& column, int number);
    void addTask(QVBoxLayout& column);
    AuthorState* addState(QVBoxLayout& column, const std::string& field, const QString& caption, const QString& none);
    void refreshStates();
    void refreshRead();

    AuthorLight* light_;
    std::vector<AuthorState*> states_;
    std::vector<AnswerFields> answers_;
    QToolButton* addAnswer_ = nullptr;
    QLabel* answersFault_ = nullptr;
    QLabel* passedOver_ = nullptr;
    /// A part that is there or not, by its keys.
    struct Fold {
        QWidget* body;
        QToolButton* add;
        std::vector<std::string> keys;
    };
    std::vector<Fold> folds_;
};

}  // namespace gauge::ui
