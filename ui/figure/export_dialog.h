// A figure made by hand: which views, how wide, how it looks, with the page at its true size beside the controls.
#pragma once

#include "ui/figure/figure.h"
#include "ui/figure/preview_worker.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QFontComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace gauge::ui {

class NumberBox;
class WholeBox;

class ExportDialog : public QDialog {
    Q_OBJECT
public:
    /// Panels to choose from, the first `chosen` of them chosen; the spec's own panels are ignored.
    ExportDialog(FigureSpec spec, FigureScenes scenes, std::vector<std::pair<QString, FigurePanel>> panels, int chosen,
                 QWidget* parent = nullptr);

    /// The figure as the controls have it.
    FigureSpec spec() const;
    QStringList warnings() const { return warnings_; }
    /// Writes it, with what is asked for beside it. Throws Error; nothing is half written.
    QStringList save(const QString& path);

public slots:
    void copy();

signals:
    void said(QString message);
    void failed(QString message);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void buildControls(QFormLayout& form);
    void chooseWidth(int index);
    void changed();
    void preview();
    void present();
    void askAndSave();
    void dragOut();
    FigureSpec checked() const;

    FigureSpec spec_;
    FigureScenes scenes_;
    std::vector<std::pair<QString, FigurePanel>> panels_;
    QStringList warnings_;
    QTimer soon_;
    PreviewWorker worker_;
    QPoint pressed_;
    QListWidget* list_;
    QComboBox* preset_;
    NumberBox* width_;
    NumberBox* height_;
    WholeBox* columns_;
    NumberBox* font_;
    NumberBox* line_;
    QFontComboBox* family_;
    QComboBox* theme_;
    QComboBox* map_;
    QLineEdit* title_;
    QCheckBox* letters_;
    QCheckBox* titles_;
    QCheckBox* labels_;
    QCheckBox* bar_;
    WholeBox* dpi_;
    QCheckBox* recipe_;
    QCheckBox* data_;
    QLabel* page_;
    QLabel* notes_;
    QLabel* size_;
    QPushButton* save_;
};

}  // namespace gauge::ui
