// Threads that paint views, so that the window's own thread never does: the newest scene of each canvas wins.
#pragma once

#include "ui/scene.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <QImage>
#include <QObject>
#include <set>
#include <thread>
#include <vector>

namespace gauge::ui {

/// What a canvas asks for.
struct PaintJob {
    const ViewKind* kind = nullptr;
    Scene scene;
    QSize size;        // logical pixels
    double ratio = 1;  // device pixels a logical one
    int request = 0;   // the canvas' own count
};

/// The picture of a job. What cannot be painted is a picture of the reason.
QImage paintJob(const PaintJob& job);

class PaintWorker : public QObject {
    Q_OBJECT
public:
    explicit PaintWorker(QObject* parent = nullptr);
    ~PaintWorker() override;  // drops what waits, lets what runs finish, joins

    /// A number for a new canvas.
    int enrol() { return next_++; }
    void submit(int canvas, PaintJob job);
    /// Forgets a canvas: nothing more is painted for it.
    void dismiss(int canvas);
    /// Nothing waits and nothing is painted.
    bool idle() const;

signals:
    void painted(int canvas, int request, const QImage& image);

private slots:
    void deliver();

private:
    void loop(const std::stop_token& end);

    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    std::map<int, PaintJob> waiting_;
    std::map<int, std::pair<int, QImage>> done_;  // request and picture
    std::set<int> running_;
    int next_ = 0;
    std::vector<std::jthread> threads_;
};

}  // namespace gauge::ui
