// The panel that trains a model while the views look on.
#pragma once

#include "ui/painter/style.h"
#include "ui/workspace/training_runner.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace gauge::ui {

class WholeBox;

/// The falling loss, drawn like every other curve.
class LossCurve : public QWidget {
    Q_OBJECT
public:
    explicit LossCurve(const TrainingRunner& runner, QWidget* parent = nullptr);
    void setStyle(const Style& style);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const TrainingRunner& runner_;
    Style style_;
};

class TrainingPanel : public QWidget {
    Q_OBJECT
public:
    explicit TrainingPanel(QWidget* parent = nullptr);

    TrainingRunner& runner() { return runner_; }
    void setStyle(const Style& style);
    /// Begins as its button does, with WordNet's glosses and the small size.
    void start(int updates);
    /// What the controls ask for.
    learn::LearnConfig config() const;
    /// Learns from a text file from now on.
    void setCorpus(const QString& path);

signals:
    void saveWanted();

private:
    void chooseCorpus();
    void press();
    void refresh();

    TrainingRunner runner_;
    QString corpus_;  // a text file; empty: WordNet
    QComboBox* source_;
    QComboBox* size_;
    WholeBox* updates_;
    QPushButton* go_;
    QPushButton* stop_;
    QPushButton* save_;
    LossCurve* curve_;
    QLabel* label_;
};

}  // namespace gauge::ui
