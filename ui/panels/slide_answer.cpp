#include "ui/panels/slide_answer.h"

#include "ui/panels/lesson_text.h"

#include <algorithm>
#include <cmath>
#include <QPainter>

namespace gauge::ui {

SlideAnswer::SlideAnswer(int number, QWidget* parent) : QAbstractButton(parent), words_(new LessonText(1.0, this))
{
    setObjectName(QStringLiteral("slide-answer-%1").arg(number));
    setText(QString::number(number));
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
    setToolTip(tr("What the audience expects, before it is shown (%1).").arg(number));
    words_->setFocusPolicy(Qt::NoFocus);
    words_->setAttribute(Qt::WA_TransparentForMouseEvents);
}

void SlideAnswer::setTheme(Theme theme)
{
    style_.theme = theme;
    words_->setTheme(theme);
    update();
}

void SlideAnswer::setType(double pixels)
{
    style_.font = pixels;
    words_->setType(pixels);
    update();
}

void SlideAnswer::setWords(const lesson::Text& words, const std::vector<std::string>& numbers, bool right)
{
    lesson::Text shown = words;
    if (right)
        shown.push_back({lesson::Piece::Kind::Stress, tr(" ✓ so it is").toStdString(), {}});
    words_->setText(shown, numbers);
    setAccessibleName(text() + QStringLiteral(". ") + words_->spoken());
}

int SlideAnswer::indent() const
{
    return static_cast<int>(std::lround(1.8 * style_.font));
}

int SlideAnswer::heightAt(int width)
{
    return std::max(words_->heightAt(width - indent()), static_cast<int>(std::lround(1.4 * style_.font)));
}

int SlideAnswer::widthAt(int width)
{
    return indent() + words_->widthAt(width - indent());
}

void SlideAnswer::resizeEvent(QResizeEvent*)
{
    words_->setGeometry(indent(), 0, width() - indent(), words_->height());
}

void SlideAnswer::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double size = 1.35 * style_.font;
    const QRectF ring(2, 1, size, size);
    const bool marked = isChecked() || isDown();
    painter.setPen(QPen(hasFocus() || marked || underMouse() ? style_.accent() : style_.quiet(), style_.font / 12));
    painter.setBrush(marked ? style_.accent() : style_.field());
    painter.drawEllipse(ring.adjusted(1, 1, -1, -1));
    painter.setPen(marked ? style_.panel() : style_.text());
    painter.setFont(style_.textFont(1.0, true));
    painter.drawText(ring, Qt::AlignCenter, text());
}

}  // namespace gauge::ui
