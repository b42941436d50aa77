#include "ui/panels/lesson_text.h"

#include "ui/painter/formula.h"

#include <algorithm>
#include <cmath>
#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QResizeEvent>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextObjectInterface>

namespace gauge::ui {
namespace {

constexpr int kBetweenLines = 3;  // pixels
constexpr int kFormulaObject = QTextFormat::UserObject + 1;
constexpr int kMarkup = QTextFormat::UserProperty + 1;
constexpr int kDisplayed = QTextFormat::UserProperty + 2;

/// Formulas among words. A text object that is aligned to the middle hangs around half the height of an x.
class FormulaObject : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)
public:
    FormulaObject(const Style& style, QObject* parent) : QObject(parent), style_(style) {}

    QSizeF intrinsicSize(QTextDocument*, int, const QTextFormat& format) override
    {
        const FormulaSize size = sizeOf(format);
        return {size.width, std::max(2 * size.ascent - halfX(format), 2 * size.descent + halfX(format))};
    }

    void drawObject(QPainter* painter, const QRectF& rect, QTextDocument*, int, const QTextFormat& format) override
    {
        painter->save();
        painter->setPen(style_.text());
        const double baseline = rect.top() + (rect.height() + halfX(format)) / 2;
        paintFormula(*painter, {rect.left(), baseline}, format.stringProperty(kMarkup), style_, factorOf(format),
                     format.boolProperty(kDisplayed));
        painter->restore();
    }

private:
    static double factorOf(const QTextFormat& format) { return format.boolProperty(kDisplayed) ? 1.25 : 1.04; }
    static double halfX(const QTextFormat& format) { return QFontMetrics(format.toCharFormat().font()).xHeight() / 2.0; }
    FormulaSize sizeOf(const QTextFormat& format) const
    {
        return formulaSize(format.stringProperty(kMarkup), style_, factorOf(format), format.boolProperty(kDisplayed));
    }

    const Style& style_;
};

QTextCharFormat formulaFormat(const QString& markup, bool displayed, const QFont& font)
{
    QTextCharFormat format;
    format.setObjectType(kFormulaObject);
    format.setProperty(kMarkup, markup);
    format.setProperty(kDisplayed, displayed);
    format.setFont(font);
    format.setVerticalAlignment(QTextCharFormat::AlignMiddle);
    return format;
}

QTextBlockFormat blockFormat(Qt::Alignment alignment, int above)
{
    QTextBlockFormat format;
    format.setAlignment(alignment);
    format.setTopMargin(above);
    format.setLineHeight(kBetweenLines, QTextBlockFormat::LineDistanceHeight);
    return format;
}

}  // namespace

LessonText::LessonText(double factor, QWidget* parent) : QTextEdit(parent), factor_(factor)
{
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setCursorWidth(0);  // nothing is typed here
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setProperty("lesson", true);
    document()->setDocumentMargin(2);
    document()->documentLayout()->registerHandler(kFormulaObject, new FormulaObject(style_, this));
    hide();
}

void LessonText::setText(const lesson::Text& text, const std::vector<std::string>& numbers)
{
    text_ = text;
    numbers_ = numbers;
    write();
    setVisible(!text.empty());
}

void LessonText::setTheme(Theme theme)
{
    style_.theme = theme;
    write();
}

void LessonText::write()
{
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    cursor.select(QTextCursor::Document);
    cursor.removeSelectedText();
    style_.font = 12 * factor_;
    const QFont font = style_.textFont();
    QTextCharFormat plain;
    plain.setFont(font);
    plain.setForeground(style_.text());
    cursor.setBlockFormat(blockFormat(Qt::AlignLeft, 0));
    cursor.setCharFormat(plain);
    spoken_.clear();
    std::size_t number = 0;
    bool fresh = false;  // a block has to begin before the next words
    for (const lesson::Piece& piece : text_) {
        const QString words = QString::fromStdString(piece.text);
        if (piece.kind == lesson::Piece::Kind::Paragraph) {
            fresh = true;
            spoken_ += QLatin1Char('\n');
            continue;
        }
        if (piece.kind == lesson::Piece::Kind::Display) {
            cursor.insertBlock(blockFormat(Qt::AlignHCenter, 6), plain);
            cursor.insertText(QString(QChar::ObjectReplacementCharacter), formulaFormat(words, true, font));
            spoken_ += QLatin1Char(' ') + spokenFormula(words) + QStringLiteral(". ");
            fresh = true;
            continue;
        }
        const bool blank = words.trimmed().isEmpty() && piece.kind == lesson::Piece::Kind::Plain;
        if (fresh && blank)
            continue;
        if (std::exchange(fresh, false))
            cursor.insertBlock(blockFormat(Qt::AlignLeft, 6), plain);
        if (piece.kind == lesson::Piece::Kind::Formula) {
            cursor.insertText(QString(QChar::ObjectReplacementCharacter), formulaFormat(words, false, font));
            spoken_ += spokenFormula(words);
            continue;
        }
        QTextCharFormat format = plain;
        QString shown = words;
        if (piece.kind == lesson::Piece::Kind::Stress)
            format.setFontItalic(true);
        if (piece.kind == lesson::Piece::Kind::Computed) {
            shown = number < numbers_.size() ? QString::fromStdString(numbers_[number]) : QStringLiteral("…");
            ++number;
            format.setForeground(style_.accent());
            format.setFontWeight(QFont::DemiBold);
        }
        cursor.insertText(shown, format);
        spoken_ += shown;
    }
    cursor.endEditBlock();
    setAccessibleName(spoken_);
    fitHeight();
}

int LessonText::heightForWidth(int width) const
{
    const std::unique_ptr<QTextDocument> copy(document()->clone());
    copy->documentLayout()->registerHandler(kFormulaObject, new FormulaObject(style_, copy.get()));
    copy->setTextWidth(width);
    return static_cast<int>(std::ceil(copy->size().height()));
}

QSize LessonText::sizeHint() const
{
    return {240, static_cast<int>(std::ceil(document()->size().height()))};
}

void LessonText::resizeEvent(QResizeEvent* event)
{
    QTextEdit::resizeEvent(event);
    fitHeight();
}

/// As high as what it says.
void LessonText::fitHeight()
{
    document()->setTextWidth(viewport()->width());
    const int height = static_cast<int>(std::ceil(document()->size().height()));
    if (height != minimumHeight())
        setFixedHeight(height);
}

}  // namespace gauge::ui

#include "lesson_text.moc"
