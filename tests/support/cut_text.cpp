#include "tests/support/cut_text.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QTabBar>

namespace gauge::test {
namespace {

int widthOf(const QWidget& w, const QString& text)
{
    return w.fontMetrics().horizontalAdvance(QString(text).remove(QLatin1Char('&')));
}

/// Its text is not meant to stand in full.
bool elides(const QWidget& w)
{
    return w.sizePolicy().horizontalPolicy() == QSizePolicy::Ignored;
}

bool fits(const QLabel& label)
{
    if (label.text().isEmpty() || elides(label))
        return true;
    return label.wordWrap() ? label.height() + 1 >= label.heightForWidth(label.width())
                            : label.width() + 1 >= label.sizeHint().width();
}

bool fits(const QAbstractButton& button)
{
    if (qobject_cast<const QCheckBox*>(&button))
        return button.width() + 1 >= button.minimumSizeHint().width();
    return button.width() >= widthOf(button, button.text());
}

bool fits(const QComboBox& box)
{
    QStyleOptionComboBox option;
    option.initFrom(&box);
    option.editable = box.isEditable();
    const QRect field = box.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &box);
    return field.width() + 1 >= widthOf(box, box.currentText());
}

/// Nothing around it hides its right side; below, one can scroll.
bool whole(const QWidget& w)
{
    const QRect shown = w.visibleRegion().boundingRect();
    return shown.isEmpty() || elides(w) || shown.width() + 1 >= w.width();
}

bool tall(const QWidget& w)
{
    return w.height() + 1 >= w.fontMetrics().height();
}

}  // namespace

QStringList cutTexts(const QWidget& window)
{
    QStringList cut;
    for (const QWidget* w : window.findChildren<QWidget*>()) {
        if (!w->isVisible() || w->objectName().startsWith(QStringLiteral("qt_")))
            continue;
        if (const auto* label = qobject_cast<const QLabel*>(w))
            if (!fits(*label) || (!label->text().isEmpty() && !(tall(*w) && whole(*w))))
                cut << QStringLiteral("label '%1'").arg(label->text());
        if (const auto* button = qobject_cast<const QAbstractButton*>(w); button && !button->text().isEmpty())
            if (!fits(*button) || !tall(*w) || !whole(*w))
                cut << QStringLiteral("button '%1'").arg(button->text());
        if (const auto* box = qobject_cast<const QComboBox*>(w))
            if (!fits(*box) || !tall(*w) || !whole(*w))
                cut << QStringLiteral("box %1 '%2'").arg(box->objectName(), box->currentText());
        if (const auto* tabs = qobject_cast<const QTabBar*>(w))
            for (int k = 0; k < tabs->count(); ++k)
                if (tabs->isTabVisible(k) && tabs->tabRect(k).width() < widthOf(*w, tabs->tabText(k)))
                    cut << QStringLiteral("tab '%1'").arg(tabs->tabText(k));
    }
    return cut;
}

}  // namespace gauge::test
