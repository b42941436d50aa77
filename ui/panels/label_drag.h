// A parameter's name that a hand drags onto an axis of the map.
#pragma once

#include "core/pipeline/parameters.h"

#include <QLabel>
#include <QPoint>

class QMimeData;

namespace gauge::ui {

/// What such a drag carries; the one who takes it owns it.
QMimeData* parameterMime(const ParameterInfo& row);

/// Belongs to the label, whose tip then says so.
class LabelDrag : public QObject {
    Q_OBJECT
public:
    LabelDrag(QLabel& label, const ParameterInfo& row);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLabel& label_;
    const ParameterInfo& row_;
    QPoint pressed_;
};

}  // namespace gauge::ui
