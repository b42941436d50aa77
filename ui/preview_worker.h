// A thread that paints the figure of the export dialog: the newest wish wins, and the window's own thread never paints.
#pragma once

#include "ui/figure.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <QImage>
#include <QObject>
#include <QStringList>
#include <thread>

namespace gauge::ui {

struct PreviewJob {
    FigureSpec spec;
    FigureScenes scenes;
    double pixelsPerPoint = 1;
    double ratio = 1;  // device pixels a logical one
};

/// What the dialog shows of a figure.
struct FigurePreview {
    QImage image;
    QSizeF millimetres;
    QStringList warnings;
    QString failure;  // empty when there is a picture
};

class PreviewWorker : public QObject {
    Q_OBJECT
public:
    explicit PreviewWorker(QObject* parent = nullptr);
    ~PreviewWorker() override;  // lets what runs finish, joins

    void submit(PreviewJob job);
    /// What was painted last.
    const FigurePreview& latest() const { return latest_; }

signals:
    void painted();

private slots:
    void fetch();

private:
    void loop(const std::stop_token& end);

    FigurePreview latest_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::optional<PreviewJob> waiting_;
    std::optional<FigurePreview> done_;
    std::jthread thread_;
};

}  // namespace gauge::ui
