// Where beliefs come from: a typed text and whose words it is made of, a file, an example.
#pragma once

#include "ui/workspace/workspace.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace gauge::ui {

class SourcePanel : public QWidget {
    Q_OBJECT
public:
    explicit SourcePanel(Workspace& workspace, QWidget* parent = nullptr);

    /// Shows the workspace's source.
    void refresh();
    /// What of the present run can be said of its source.
    void describe(const Snapshot& snapshot);
    /// That there is no run, and what would make one.
    void describeNothing();
    /// A model that is being trained is one of the choices; null: there is none.
    void setTraining(const std::shared_ptr<const learn::TrainedModel>& model);

signals:
    void openWanted();

protected:
    /// Its notes wrap: how high it must be depends on how wide it is.
    QSize minimumSizeHint() const override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fillWords();
    void chooseWords(int index);
    void showProposal();
    void showAdvice();

    Workspace& workspace_;
    QPlainTextEdit* text_;
    QComboBox* words_;
    QLabel* name_;  // of a file, in the text's place
    QCheckBox* follow_;
    QPushButton* back_;  // to the text
    QLabel* label_;
    QLabel* proposal_;
    QLabel* advice_;
    QTimer released_;  // asks again once no button of the mouse is pressed
    std::shared_ptr<const learn::TrainedModel> training_;
};

}  // namespace gauge::ui
