// Everything that can be done by a few letters of its name: commands of the menus, and parameters to go to.
#pragma once

#include <functional>
#include <QDialog>
#include <vector>

class QLineEdit;
class QListWidget;
class QMenuBar;

namespace gauge::ui {

class ParameterPanel;

struct PaletteEntry {
    QString name;
    QString aside;     // its key, or its present value
    QString title;     // whose letters may have others between them
    QString findable;  // what else it is looked for by
    std::function<void()> run;
};

/// What the menus offer now, those below other menus too.
std::vector<PaletteEntry> entriesOf(const QMenuBar& menus);
/// The parameters of a panel; choosing one brings its control into view after `raise` brought the panel.
std::vector<PaletteEntry> entriesOf(ParameterPanel& parameters, const std::function<void()>& raise);

class CommandPalette : public QDialog {
    Q_OBJECT
public:
    explicit CommandPalette(std::vector<PaletteEntry> entries, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill(const QString& letters);
    void trigger();

    std::vector<PaletteEntry> entries_;
    QLineEdit* line_;
    QListWidget* list_;
};

}  // namespace gauge::ui
