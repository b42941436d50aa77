#include "ui/panels/lesson_text.h"

#include "ui/panels/formula_object.h"

#include <algorithm>
#include <cmath>
#include <QAbstractTextDocumentLayout>
#include <QResizeEvent>
#include <QTextCursor>

namespace gauge::ui {
namespace {

constexpr int kBetweenLines = 3;  // pixels

/// A computed piece's text is its expression.
bool same(const lesson::Text& a, const lesson::Text& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const lesson::Piece& x, const lesson::Piece& y) { return x.kind == y.kind && x.text == y.text; });
}

QTextBlockFormat blockFormat(Qt::Alignment alignment, double scale, double above, double below = 0)
{
    QTextBlockFormat format;
    format.setAlignment(alignment);
    format.setTopMargin(above * scale);
    format.setBottomMargin(below);
    format.setLineHeight(kBetweenLines * scale, QTextBlockFormat::LineDistanceHeight);
    return format;
}

}  // namespace

LessonText::LessonText(double factor, QWidget* parent) : QTextEdit(parent)
{
    style_.font = 12 * factor;
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
    setVisible(!text.empty());
    if (same(text, text_) && numbers == numbers_)
        return;
    text_ = text;
    numbers_ = numbers;
    write();
}

void LessonText::setTheme(Theme theme)
{
    style_.theme = theme;
    write();
}

void LessonText::setType(double pixels)
{
    if (style_.font == pixels)
        return;
    style_.font = pixels;
    scale_ = style_.unit();
    write();
}

int LessonText::heightAt(int width)
{
    document()->setTextWidth(width);
    return static_cast<int>(std::ceil(document()->size().height()));
}

int LessonText::widthAt(int width)
{
    document()->setTextWidth(width);
    return static_cast<int>(std::ceil(document()->idealWidth()));
}

void LessonText::write()
{
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    cursor.select(QTextCursor::Document);
    cursor.removeSelectedText();
    const QFont font = style_.textFont();
    QTextCharFormat plain;
    plain.setFont(font);
    plain.setForeground(style_.text());
    cursor.setBlockFormat(blockFormat(Qt::AlignLeft, scale_, 0));
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
            const double below = FormulaObject::sizeOf(words, style_, true).descent;
            cursor.insertBlock(blockFormat(Qt::AlignHCenter, scale_, 6, below), plain);
            cursor.insertText(QString(QChar::ObjectReplacementCharacter), formulaFormat(words, true, font));
            spoken_ += QLatin1Char(' ') + spokenFormula(words) + QStringLiteral(". ");
            fresh = true;
            continue;
        }
        const bool blank = words.trimmed().isEmpty() && piece.kind == lesson::Piece::Kind::Plain;
        if (fresh && blank)
            continue;
        if (std::exchange(fresh, false))
            cursor.insertBlock(blockFormat(Qt::AlignLeft, scale_, 6), plain);
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
