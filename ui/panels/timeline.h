// Play bar and free-energy curve: layers play as an animation, a click scrubs, events are marked.
#pragma once

#include "core/pipeline/snapshot.h"
#include "ui/painter/style.h"

#include <memory>
#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QCPGraph;
class QCPItemLine;
class QCustomPlot;
class QLabel;
class QToolButton;

namespace gauge::ui {

class Timeline : public QWidget {
    Q_OBJECT
public:
    explicit Timeline(QWidget* parent = nullptr);
    void setSnapshot(const std::shared_ptr<const Snapshot>& snapshot);
    /// Of no run.
    void clear();
    void setTheme(Theme theme);
    bool playing() const { return timer_.isActive(); }

public slots:
    void play(bool on);
    void step(int layers);

signals:
    void layerChosen(int layer);
    /// Between two layers while the picture moves; −1 when it has arrived.
    void moved(double moment);
    void playingChanged(bool on);
    void said(QString message);

private:
    void buildButtons();
    void buildPlot();
    void recolour();
    void showAxes(bool shown);
    void markEvents(const QVector<double>& energy);
    void advance();
    void glide();
    int period() const;  // milliseconds a layer
    QString placeName(int layer) const;
    QString eventsAt(int layer) const;

    std::shared_ptr<const Snapshot> snapshot_;
    QCustomPlot* plot_;
    QCPGraph* energy_;
    QCPGraph* formings_;  // layers where groups form, grow or join
    QCPGraph* partings_;  // where they shrink, split or dissolve
    QCPGraph* changes_;   // where parameters changed during the run
    QCPItemLine* now_;
    QLabel* label_;
    QComboBox* speed_;
    QToolButton* loop_;
    QToolButton* playButton_;
    std::vector<std::pair<QToolButton*, QString>> icons_;
    QTimer timer_;
    QTimer glideTimer_;
    QElapsedTimer glided_;
    int from_ = 0;
    Theme theme_ = Theme::Light;
};

}  // namespace gauge::ui
