// A field of a lesson at the author's desk: what is typed, how many words it is, how students see it, and what is wrong with it.
#pragma once

#include "core/lesson/text.h"
#include "ui/painter/style.h"

#include <QPlainTextEdit>

class QLabel;
class QToolButton;

namespace gauge::ui {

class LessonText;

/// Plain text that grows with what is typed. Undo is the desk's.
class AuthorEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    /// `lines`: at least so many; one alone takes no line break.
    explicit AuthorEdit(int lines);

signals:
    void left();
    void refused(QString message);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitLines();

    const int lines_;
};

class AuthorField : public QWidget {
    Q_OBJECT
public:
    struct About {
        std::string field;  // as faults name it
        QString caption;
        QString tip;
        int lines = 1;
        QString build = {};  // of the button beside it; empty: there is none
    };

    explicit AuthorField(const About& about, QWidget* parent = nullptr);

    const std::string& field() const { return field_; }
    AuthorEdit& edit() { return *edit_; }
    /// The draft's, where it is another than was shown or typed.
    void showText(const QString& text);
    void setFault(const QString& fault);
    /// How it reads, where that is another thing than what is typed.
    void setRead(const lesson::Text& text, const std::vector<std::string>& numbers);
    /// At the cursor, or at the end.
    void insert(const QString& text, bool atEnd);
    void setTheme(Theme theme);

signals:
    void typed(QString text);
    void left();
    void buildWanted();
    void refused(QString message);

private:
    std::string field_;
    QString tip_;
    QLabel* count_;
    AuthorEdit* edit_;
    LessonText* read_;
    QLabel* fault_;
    QString shown_;
};

/// A label that says what is wrong, hidden while nothing is.
QLabel* makeFaultLabel(const QString& name);
void showFault(QLabel& label, const QString& fault);

/// The name of a field's widget: "author-answer-2-holds".
QString authorName(const std::string& field);

/// A button of the desk.
QToolButton* authorButton(const QString& text, const QString& name, const QString& tip);

}  // namespace gauge::ui
