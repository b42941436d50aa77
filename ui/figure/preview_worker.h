// Paints the figure of the export dialog aside: the newest wish wins, and the window's own thread never paints.
#pragma once

#include "ui/background.h"
#include "ui/figure/figure.h"

#include <QImage>
#include <QStringList>

namespace gauge::ui {

struct PreviewJob {
    FigureSpec spec;
    FigureScenes scenes;
    double pixelsPerPoint = 1;
    double ratio = 1;  // device pixels a logical one
};

/// What the dialog shows of a figure.
struct FigurePreview {
    QImage image = {};
    QSizeF millimetres = {};
    QStringList warnings = {};
    QString failure = {};  // empty when there is a picture
};

class PreviewWorker : public QObject {
    Q_OBJECT
public:
    explicit PreviewWorker(QObject* parent = nullptr);

    void submit(PreviewJob job) { pages_.submit(std::move(job)); }
    /// What was painted last.
    const FigurePreview& latest() const { return latest_; }

signals:
    void painted();

private:
    void show(FigurePreview preview);

    FigurePreview latest_;
    Background<PreviewJob, FigurePreview> pages_;
};

}  // namespace gauge::ui
