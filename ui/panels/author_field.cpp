#include "ui/panels/author_field.h"

#include "core/lesson/lesson.h"
#include "ui/panels/lesson_text.h"

#include <algorithm>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QStyle>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace gauge::ui {
namespace {

constexpr int kMostLines = 9;
constexpr qsizetype kLongestPaste = 20000;  // characters of a field

bool isDeskKey(const QKeyEvent& event)
{
    return event.matches(QKeySequence::Undo) || event.matches(QKeySequence::Redo) ||
           (event.key() == Qt::Key_Y && event.modifiers() == Qt::ControlModifier);
}

}  // namespace

AuthorEdit::AuthorEdit(int lines) : lines_(lines)
{
    setTabChangesFocus(true);
    setUndoRedoEnabled(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QPlainTextEdit::textChanged, this, &AuthorEdit::fitLines);
    fitLines();
}

/// Undo and redo are the desk's, which stands above.
bool AuthorEdit::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && isDeskKey(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QPlainTextEdit::event(event);
}

void AuthorEdit::keyPressEvent(QKeyEvent* event)
{
    const bool breaks = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isDeskKey(*event) || (breaks && lines_ == 1))
        event->ignore();
    else
        QPlainTextEdit::keyPressEvent(event);
}

void AuthorEdit::insertFromMimeData(const QMimeData* source)
{
    const QString text = source->text();
    if (toPlainText().size() + text.size() > kLongestPaste)
        emit refused(
            tr("A field holds at most %1 characters; what was pasted is %2 long.").arg(kLongestPaste).arg(text.size()));
    else if (lines_ == 1)
        insertPlainText(text.simplified());
    else
        insertPlainText(text);
}

void AuthorEdit::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    emit left();
}

void AuthorEdit::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    fitLines();
}

void AuthorEdit::fitLines()
{
    int lines = 0;
    for (QTextBlock block = document()->firstBlock(); block.isValid() && lines < kMostLines; block = block.next())
        lines += std::max(1, block.layout() ? block.layout()->lineCount() : 1);
    const int shown = std::clamp(lines, lines_, std::max(lines_, kMostLines));
    const int height = shown * fontMetrics().lineSpacing() + 22;
    if (height != minimumHeight())
        setFixedHeight(height);
}

QString authorName(const std::string& field)
{
    QString name = QStringLiteral("author-") + QString::fromStdString(field);
    return name.remove(QLatin1Char(':')).replace(QLatin1Char(' '), QLatin1Char('-'));
}

QLabel* makeFaultLabel(const QString& name)
{
    auto* label = new QLabel;
    label->setObjectName(name);
    label->setProperty("fault", true);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->hide();
    return label;
}

void showFault(QLabel& label, const QString& fault)
{
    label.setText(fault);
    label.setVisible(!fault.isEmpty());
}

QToolButton* authorButton(const QString& text, const QString& name, const QString& tip)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setObjectName(name);
    button->setToolTip(tip);
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

AuthorField::AuthorField(const About& about, QWidget* parent)
    : QWidget(parent), field_(about.field), tip_(about.tip), count_(new QLabel), edit_(new AuthorEdit(about.lines)),
      read_(new LessonText), fault_(makeFaultLabel(authorName(about.field) + QStringLiteral("-fault")))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto* head = new QHBoxLayout;
    auto* caption = new QLabel(about.caption);
    caption->setBuddy(edit_);
    caption->setProperty("quiet", true);
    count_->setProperty("quiet", true);
    head->addWidget(caption);
    head->addStretch(1);
    head->addWidget(count_);
    if (!about.build.isEmpty()) {
        auto* build = authorButton(about.build, authorName(about.field) + QStringLiteral("-build"),
                                   tr("Put together from lists: nothing has to be known by heart."));
        build->setAccessibleName(QStringLiteral("%1 %2").arg(about.caption, about.build));
        build->setProperty("small", true);
        head->addWidget(build);
        connect(build, &QToolButton::clicked, this, &AuthorField::buildWanted);
    }
    edit_->setObjectName(authorName(about.field));
    edit_->setAccessibleName(about.caption);
    edit_->setToolTip(about.tip);
    read_->setObjectName(authorName(about.field) + QStringLiteral("-read"));
    read_->setFocusPolicy(Qt::NoFocus);
    column->addLayout(head);
    column->addWidget(edit_);
    column->addWidget(fault_);
    column->addWidget(read_);
    connect(edit_, &QPlainTextEdit::textChanged, this, [this] {
        const QString text = edit_->toPlainText();
        if (text == shown_)
            return;
        shown_ = text;
        emit typed(text);
    });
    connect(edit_, &AuthorEdit::left, this, &AuthorField::left);
    connect(edit_, &AuthorEdit::refused, this, &AuthorField::refused);
}

void AuthorField::showText(const QString& text)
{
    if (text == shown_ || (edit_->hasFocus() && text == shown_.trimmed()))
        return;
    shown_ = text;
    const int at = edit_->textCursor().position();
    edit_->setPlainText(text);
    QTextCursor cursor = edit_->textCursor();
    cursor.setPosition(std::min(at, static_cast<int>(text.size())));
    edit_->setTextCursor(cursor);
}

void AuthorField::setFault(const QString& fault)
{
    showFault(*fault_, fault);
    edit_->setAccessibleDescription(fault.isEmpty() ? tip_ : fault);
    if (edit_->property("faulty").toBool() == !fault.isEmpty())
        return;
    edit_->setProperty("faulty", !fault.isEmpty());
    edit_->style()->unpolish(edit_);
    edit_->style()->polish(edit_);
}

void AuthorField::setRead(const lesson::Text& text, const std::vector<std::string>& numbers)
{
    const std::size_t most = lesson::mostWords(field_);
    const std::size_t words = lesson::wordsIn(text);
    count_->setText(most > 0 && words > 0 ? tr("%1 of %2 words").arg(words).arg(most) : QString());
    const bool plain = std::all_of(text.begin(), text.end(), [](const lesson::Piece& piece) {
        return piece.kind == lesson::Piece::Kind::Plain || piece.kind == lesson::Piece::Kind::Paragraph;
    });
    read_->setText(plain ? lesson::Text() : text, numbers);
}

void AuthorField::insert(const QString& text, bool atEnd)
{
    if (atEnd)
        edit_->moveCursor(QTextCursor::End);
    edit_->insertPlainText(text);
    edit_->setFocus(Qt::OtherFocusReason);
}

void AuthorField::setTheme(Theme theme)
{
    read_->setTheme(theme);
}

}  // namespace gauge::ui
