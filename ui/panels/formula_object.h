// Formulas among the words of a text document.
#pragma once

#include "ui/painter/formula.h"

#include <QObject>
#include <QTextFormat>
#include <QTextObjectInterface>

namespace gauge::ui {

constexpr int kFormulaObject = QTextFormat::UserObject + 1;

/// What hangs below the baseline is outside of the object's box: Qt sets the bottom of one on it.
class FormulaObject : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)
public:
    /// The style is read whenever it is painted.
    FormulaObject(const Style& style, QObject* parent) : QObject(parent), style_(style) {}

    QSizeF intrinsicSize(QTextDocument* document, int position, const QTextFormat& format) override;
    void drawObject(QPainter* painter, const QRectF& rect, QTextDocument* document, int position,
                    const QTextFormat& format) override;

    /// Of a formula as it is set here. `displayed`: on a line of its own.
    static FormulaSize sizeOf(const QString& markup, const Style& style, bool displayed);

private:
    const Style& style_;
};

/// The format of the one character that stands for it.
QTextCharFormat formulaFormat(const QString& markup, bool displayed, const QFont& font);

}  // namespace gauge::ui
