#include "ui/scene/pointer_label.h"

#include <algorithm>
#include <QFontInfo>

namespace gauge::ui {
namespace {

constexpr QPoint kAside{14, 18};  // from the tip of the arrow to the label's corner, pixels
constexpr int kWidest = 25;       // times the height of its letters
constexpr int kEdge = 4;

/// After the point where there is room for it, before it else.
int placed(int point, int aside, int length, int room)
{
    const int after = point + aside;
    if (after + length + kEdge <= room)
        return after;
    return std::max(kEdge, point - aside - length);
}

}  // namespace

PointerLabel::PointerLabel(QWidget* parent) : QLabel(parent)
{
    setObjectName(QStringLiteral("pointer-value"));
    setTextFormat(Qt::PlainText);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void PointerLabel::say(const QString& text, const QPoint& at)
{
    if (text.isEmpty()) {
        hide();
        return;
    }
    if (text != this->text()) {
        ensurePolished();
        const int widest = std::min(kWidest * QFontInfo(font()).pixelSize(), parentWidget()->width() - 2 * kEdge);
        setWordWrap(false);
        setText(text);
        if (sizeHint().width() > widest)
            setWordWrap(true);
        const int width = std::min(widest, sizeHint().width());
        resize(width, wordWrap() ? heightForWidth(width) : sizeHint().height());
    }
    move(placed(at.x(), kAside.x(), width(), parentWidget()->width()),
         placed(at.y(), kAside.y(), height(), parentWidget()->height()));
    show();
    raise();
}

}  // namespace gauge::ui
