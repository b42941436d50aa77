// The six controls of a presentation: back, on, play, κ, θ and out. A click does not take the keyboard, Tab does.
#pragma once

#include "core/pipeline/parameters.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace gauge::ui {

class GrooveSlider;

class SlideBar : public QWidget {
    Q_OBJECT
public:
    explicit SlideBar(QWidget* parent);

    void setType(double pixels);
    void setParameters(const Parameters& parameters);
    void setPlaying(bool playing);
    /// Whether there is something before, and after.
    void setEnds(bool before, bool after);

signals:
    void backWanted();
    void onWanted();
    void playWanted();
    void leaveWanted();
    void parameterDragged(QString name, double value);

private:
    struct Row {
        const ParameterInfo* info;
        QLabel* label;
        GrooveSlider* slider;
    };

    QPushButton* addButton(const QString& text, const char* name, const QString& tip);
    void addParameter(const char* name);
    static QString valueText(const ParameterInfo& info, double value);

    QHBoxLayout* row_;
    QPushButton* back_;
    QPushButton* on_;
    QPushButton* play_;
    std::vector<Row> parameters_;
};

}  // namespace gauge::ui
