// The parameter dock, made from the one parameter table: those that everybody turns, and the rest folded away with a field to find them.
#pragma once

#include "core/pipeline/snapshot.h"

#include <functional>
#include <map>
#include <QPointer>
#include <QWidget>
#include <string>
#include <vector>

class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QSlider;
class QToolButton;
class QVBoxLayout;

namespace gauge::ui {

class ParameterPanel : public QWidget {
    Q_OBJECT
public:
    explicit ParameterPanel(QWidget* parent = nullptr);

    const Parameters& parameters() const { return parameters_; }
    /// Sets the controls without a signal. `defaults` is what a reset returns to.
    void setParameters(const Parameters& parameters);
    void setDefaults(const Parameters& defaults);
    const Parameters& defaults() const { return defaults_; }
    /// Controls that mean nothing for the source cannot be used and say why; by name of the row.
    void setInapplicable(const std::map<std::string, std::string>& why);
    /// Words of choices that the source cannot honour cannot be chosen and say why; by row, and the word without its amounts.
    void setRefusedWords(const std::map<std::string, std::map<std::string, std::string>>& why);
    /// What each does in a run, in a sentence where there is one; null: nothing runs.
    void tellEffects(const std::shared_ptr<const Snapshot>& snapshot);
    /// Another control of the same parameter, for a view's tool bar: both always show the same value.
    QWidget* makeTwin(const QString& name);
    /// Sets one parameter as its control would.
    void setText(const QString& name, const QString& value);
    /// Those that are folded away too.
    void setUnfolded(bool unfolded);
    bool unfolded() const;
    /// Whether it has a control of this parameter.
    bool has(const std::string& name) const { return controls_.contains(name); }
    /// Brings a parameter's control into view, with the focus.
    void reveal(const QString& name);
    /// The same without the focus. What shows the parameter, with its name and slider; null: nothing does.
    QWidget* bringIntoView(const QString& name);
    QWidget* row(const QString& name) const;

signals:
    void changed();
    void resetWanted();
    void refused(QString message);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Row {
        const ParameterInfo* info;
        QWidget* widget;
        QWidget* control;
        QLabel* effect;
        QWidget* caption;  // of its section; null among the first ones
        int told = 0;      // which run its effect is of
    };
    const Row* find(const QString& name) const;
    void addRow(QVBoxLayout& column, const ParameterInfo& info, QWidget* caption);
    void addFinder(QVBoxLayout& column);
    void sift();
    void countChanged();
    void tellEffect(Row& row);
    void giveRoomBack();
    void adorn(const ParameterInfo& info, QWidget& part);
    void set(const ParameterInfo& info, const std::string& text);
    void show(const ParameterInfo& info);
    void showWhether(QWidget& control, const std::string& name) const;
    // parameter_controls.cpp
    QSlider* makeSlider(const ParameterInfo& info);
    QDoubleSpinBox* makeBox(const ParameterInfo& info);
    QWidget* makeChoice(const ParameterInfo& info);
    QWidget* makeFlag(const ParameterInfo& info);
    QWidget* makeControl(const ParameterInfo& info);
    QWidget* makeAmounts(const ParameterInfo& info);
    void showRefused(const std::string& name) const;

    Parameters parameters_;
    Parameters defaults_;
    std::shared_ptr<const Snapshot> snapshot_;  // whose effects are told
    int run_ = 0;                               // counts them
    std::vector<Row> rows_;
    QLineEdit* find_;
    QToolButton* more_;
    QLabel* none_;
    std::map<std::string, std::vector<QPointer<QWidget>>> controls_;  // those in it, twins too
    std::map<std::string, std::string> inapplicable_;
    std::map<std::string, std::map<std::string, std::string>> refusedWords_;
    std::map<std::string, std::vector<std::function<void()>>> refresh_;  // name → shows the value in its controls
};

}  // namespace gauge::ui
