// Paints views aside, so that the window's own thread never does: the newest scene of each canvas wins.
#pragma once

#include "ui/background.h"
#include "ui/scene/view_kind.h"

#include <map>
#include <QImage>
#include <utility>

namespace gauge::ui {

/// What a canvas asks for.
struct PaintJob {
    const ViewKind* kind = nullptr;
    Scene scene;
    QSize size;        // logical pixels
    double ratio = 1;  // device pixels a logical one
    int request = 0;   // the canvas' own count
};

/// The picture of a job. What cannot be painted, for whatever reason, is a picture of the reason.
QImage paintJob(const PaintJob& job);

class PaintWorker : public QObject {
    Q_OBJECT
public:
    explicit PaintWorker(QObject* parent = nullptr);

    /// A number for a new canvas.
    int enrol();
    void submit(int canvas, PaintJob job);
    /// Forgets a canvas: nothing more is painted for it.
    void dismiss(int canvas) { canvases_.erase(canvas); }

signals:
    void painted(int canvas, int request, const QImage& image);
    /// Not even the reason could be painted.
    void failed(QString message);

private:
    using Picture = std::pair<int, QImage>;  // of a request

    std::shared_ptr<Crew> crew_;
    std::map<int, Background<PaintJob, Picture>> canvases_;
    int next_ = 0;
};

}  // namespace gauge::ui
