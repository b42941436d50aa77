// The views of a window: one panel a kind, their duplicates, and what they all show.
#pragma once

#include "ui/panels/docks.h"
#include "ui/panels/view_panel.h"
#include "ui/workspace/document.h"

namespace gauge::ui {

class ViewSet : public QObject {
    Q_OBJECT
public:
    /// One panel of every kind in docks of `window`; their twins of parameters belong to `parameters`.
    ViewSet(QMainWindow& window, Docks& docks, SelectionModel& selection, ParameterPanel& parameters);
    ~ViewSet() override;

    const std::map<QString, ViewPanel*>& panels() const { return panels_; }
    ViewPanel& panel(const QString& name) const { return *panels_.at(name); }
    Canvas& canvas(const QString& name) const { return panel(name).canvas(); }
    /// The head that the attention view shows, or its HeadChoice.
    int headShown() const;
    /// Every visible one shows the present scene.
    bool settled() const;

    /// Beside the original, with its options, under a name of its own.
    ViewPanel* duplicate(const QString& name);
    void remove(const QString& name);
    QStringList duplicates() const;
    /// Looks as the document says, duplicates included; no more duplicates than it has.
    void restore(const std::map<QString, ViewOptions>& views);
    void show(const Shown& shown);
    void setTheme(Theme theme);
    /// The colour map of matrices and the font of text.
    void setLook(ColourMap map, const QString& family);
    Theme theme() const { return theme_; }
    ColourMap map() const { return map_; }
    const QString& family() const { return family_; }

signals:
    void added(gauge::ui::ViewPanel* panel);
    /// Another look, by a hand or by restore().
    void optionsChanged(QString panel, gauge::ui::ViewOptions options);
    /// Whether a view is seen that needs curves.
    void curvesWanted(bool wanted);
    void pointed(QString text);
    void thresholdDragged(double nats);
    void parametersDragged(gauge::ui::RowTexts rows);
    void exportFigureWanted(gauge::ui::Canvas* canvas);
    void exportDataWanted(gauge::ui::Canvas* canvas);
    void nameWanted(std::vector<int> members);
    void inspectWanted();
    void duplicateWanted(QString panel);
    /// A duplicate was closed: it is to go.
    void removeWanted(QString panel);
    /// A map view is seen now, or no longer, or is of something else.
    void mapsChanged();
    /// A button that asks the window for what its name says.
    void actionWanted(QString panel, QString action);
    void cellWanted(QString panel, gauge::CellPlace place);
    void sweepWanted(QString panel);
    void fillWanted(QString panel);
    void measureWanted();
    void measureCancelled();
    void failed(QString message);

private:
    ViewPanel* add(const ViewKind& kind, const QString& name);
    void forward(const QString& name, ViewPanel* panel);
    void forwardMap(const QString& name, ViewPanel* panel);
    void askForCurves();

    QMainWindow& window_;
    Docks& docks_;
    SelectionModel& selection_;
    ParameterPanel& parameters_;
    PaintWorker painter_;
    std::map<QString, ViewPanel*> panels_;
    Theme theme_ = Theme::Light;
    ColourMap map_ = ColourMap::Viridis;
    QString family_;
};

}  // namespace gauge::ui
