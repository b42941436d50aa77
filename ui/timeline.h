// Play bar and free-energy curve; a click on the curve scrubs.
#pragma once

#include "core/pipeline/snapshot.h"
#include "ui/painter/style.h"

#include <memory>
#include <QTimer>
#include <QWidget>

class QCustomPlot;
class QCPGraph;
class QCPItemLine;
class QLabel;
class QToolButton;

namespace gauge::ui {

class Timeline : public QWidget {
    Q_OBJECT
public:
    explicit Timeline(QWidget* parent = nullptr);
    void setSnapshot(const std::shared_ptr<const Snapshot>& snapshot);
    void setTheme(Theme theme);
    bool playing() const { return timer_.isActive(); }

public slots:
    void play(bool on);
    void step(int layers);

signals:
    void layerChosen(int layer);

private:
    void recolour();
    void markEvents(const QVector<double>& energy);
    QString eventsAt(int layer) const;

    std::shared_ptr<const Snapshot> snapshot_;
    QCustomPlot* plot_;
    QCPGraph* energy_;
    QCPGraph* formings_;  // layers where groups form, grow or join
    QCPGraph* partings_;  // where they shrink, split or dissolve
    QCPItemLine* now_;
    QLabel* label_;
    QToolButton* playButton_;
    QTimer timer_;
    Theme theme_ = Theme::Light;
};

}  // namespace gauge::ui
