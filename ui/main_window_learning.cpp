// Trained models in the window: chosen, followed while they learn, saved.
#include "core/error.h"
#include "core/io/file.h"
#include "core/learn/model_file.h"
#include "core/pipeline/learned_parameters.h"
#include "ui/main_window.h"
#include "ui/parameter_panel.h"
#include "ui/training_panel.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <utility>

namespace gauge::ui {

void MainWindow::useModel(const std::shared_ptr<const learn::TrainedModel>& model)
{
    Parameters parameters;
    try {
        parameters = model ? learnedParameters(*model, panel_->parameters()) : examples().front().parameters;
    } catch (const Error& e) {
        complain(QString::fromUtf8(e.what()));
        fillWords();
        return;
    }
    parameters.threads = preferences_.threads;
    parameters.backend = preferences_.backend;
    const bool before = std::exchange(quiet_, true);
    model_ = model;
    file_.reset();
    filePath_.clear();
    layer_ = -1;
    earlier_.clear();
    panel_->setDefaults(parameters);
    panel_->setParameters(parameters);
    last_ = parameters;
    fillWords();
    quiet_ = before;
    request();
    commit();
}

/// While it learns, the views show the typed text as the newest model reads it. Not a step to undo each time.
void MainWindow::followTraining()
{
    const auto newest = training_->runner().state().model;
    if (!std::exchange(following_, true)) {
        useModel(newest);
        return;
    }
    if (!model_ || !model_->origin.empty() || file_)
        return;  // somebody chose other words meanwhile
    const bool before = std::exchange(quiet_, true);
    model_ = newest;
    const Parameters learned = learnedParameters(*newest, panel_->parameters());
    panel_->setDefaults(learned);
    panel_->setParameters(learned);
    last_ = learned;
    quiet_ = before;
    request();
    adopt();
}

/// The choices of the words: the two that came with the program, and what was opened or is being trained.
void MainWindow::fillWords()
{
    const QSignalBlocker quiet(words_);
    words_->clear();
    words_->addItem(tr("words: counted in WordNet"), QString());
    words_->addItem(tr("words: trained, built in"), QStringLiteral("learned"));
    if (training_ && training_->runner().state().model)
        words_->addItem(tr("words: in training"), QStringLiteral("in training"));
    const QString origin = !model_ ? QString()
                           : model_->origin.empty() ? QStringLiteral("in training")
                                                    : QString::fromStdString(model_->origin);
    int at = words_->findData(origin);
    if (at < 0) {
        words_->addItem(tr("words: %1").arg(QFileInfo(origin).fileName()), origin);
        at = words_->count() - 1;
    }
    words_->setCurrentIndex(at);
}

void MainWindow::saveModel()
{
    const auto model = training_->runner().state().model;
    auto* dialog = new QFileDialog(this, tr("Save the model"), QStringLiteral("model.safetensors"), tr("Models (*.safetensors)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("safetensors"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, model](const QString& path) {
        try {
            writeFileAtomically(path.toStdString(), learn::encodeModel(*model));
            say(tr("Saved %1").arg(path));
        } catch (const std::exception& e) {
            complain(QString::fromUtf8(e.what()));
        }
    });
    dialog->open();
}

}  // namespace gauge::ui
