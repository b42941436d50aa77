// The parameter dock, made from the one parameter table.
#pragma once

#include "core/pipeline/parameters.h"

#include <functional>
#include <map>
#include <QPointer>
#include <QWidget>
#include <string>
#include <vector>

class QVBoxLayout;

namespace gauge::ui {

class ParameterPanel : public QWidget {
    Q_OBJECT
public:
    explicit ParameterPanel(QWidget* parent = nullptr);

    const Parameters& parameters() const { return parameters_; }
    /// Sets the controls without a signal. `defaults` is what a reset returns to.
    void setParameters(const Parameters& parameters);
    void setDefaults(const Parameters& defaults) { defaults_ = defaults; }
    const Parameters& defaults() const { return defaults_; }
    /// Controls that mean nothing for the source cannot be used and say why; by name of the row.
    void setInapplicable(const std::map<std::string, std::string>& why);
    /// Another control of the same parameter, for a view's tool bar: both always show the same value.
    QWidget* makeTwin(const QString& name);
    /// Sets one parameter as its control would.
    void setText(const QString& name, const QString& value);

signals:
    void changed();
    void resetWanted();
    void refused(QString message);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addRow(QVBoxLayout& column, const ParameterInfo& info);
    QWidget* makeNumber(const ParameterInfo& info);
    QWidget* makeChoice(const ParameterInfo& info);
    QWidget* makeFlag(const ParameterInfo& info);
    void set(const ParameterInfo& info, const std::string& text);
    void show(const ParameterInfo& info);
    void showWhether(QWidget& control, const std::string& name) const;

    Parameters parameters_;
    Parameters defaults_;
    std::map<std::string, std::vector<QPointer<QWidget>>> controls_;  // those in it, twins too
    std::map<std::string, std::string> inapplicable_;
    std::map<std::string, std::vector<std::function<void()>>> refresh_;  // name → shows the value in its controls
};

}  // namespace gauge::ui
