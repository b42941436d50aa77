#include "ui/panels/training_panel.h"

#include "core/learn/watched_config.h"
#include "ui/number_box.h"
#include "ui/painter/axes.h"
#include "ui/scene/chart.h"

#include <cmath>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace gauge::ui {
namespace {

constexpr std::size_t kMostPoints = 80;  // of the curve

/// The loss averaged over as many updates as one point stands for.
Chart chartOf(const TrainingState& s)
{
    Chart chart;
    chart.xLabel = QObject::tr("update");
    chart.yLabel = QObject::tr("loss (nat a token)");
    ChartLine training{QObject::tr("training"), {}, false};
    ChartLine heldOut{QObject::tr("held out"), {}, false};
    const std::size_t bin = s.reports.size() / kMostPoints + 1;
    for (std::size_t at = 0; at < s.reports.size(); at += bin) {
        const std::size_t end = std::min(at + bin, s.reports.size());
        double sum = 0;
        for (std::size_t k = at; k < end; ++k)
            sum += s.reports[k].loss;
        training.points.emplace_back(s.reports[end - 1].update, sum / static_cast<double>(end - at));
    }
    for (const learn::UpdateReport& r : s.reports)
        if (r.heldOut)
            heldOut.points.emplace_back(r.update, *r.heldOut);
    chart.lines.push_back(std::move(training));
    if (!heldOut.points.empty())
        chart.lines.push_back(std::move(heldOut));
    return chart;
}

QString clock(double seconds)
{
    const auto whole = static_cast<int>(seconds);
    return QStringLiteral("%1:%2").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
}

}  // namespace

LossCurve::LossCurve(const TrainingRunner& runner, QWidget* parent) : QWidget(parent), runner_(runner)
{
    setMinimumHeight(150);
    setAccessibleName(tr("Loss by update"));
    setToolTip(tr("Mean −ln p of the next token: on the rows learned from, and on text held out."));
}

void LossCurve::setStyle(const Style& style)
{
    style_ = style;
    update();
}

void LossCurve::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), style_.panel());
    const TrainingState& s = runner_.state();
    if (s.reports.size() < 2) {
        painter.setFont(style_.textFont());
        painter.setPen(style_.quiet());
        painter.drawText(
            rect().adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap,
            s.running ? tr("Reading the text…")
                      : tr("Start trains a small gauge transformer here; the views show the typed text as it learns."));
        return;
    }
    paintCharts(painter, QRectF(rect()).adjusted(4, 4, -4, 0), {chartOf(s)}, style_);
}

TrainingPanel::TrainingPanel(QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 4, 12, 8);
    auto* form = new QFormLayout;
    source_ = new QComboBox;
    source_->setObjectName(QStringLiteral("training-corpus"));
    source_->addItems({tr("WordNet glosses"), tr("a text file…")});
    source_->setToolTip(
        tr("What is learned from: WordNet 3.0's definitions, or a UTF-8 text of yours. A part is held out to test on."));
    source_->setAccessibleName(tr("Text to learn from"));
    size_ = new QComboBox;
    size_->setObjectName(QStringLiteral("training-size"));
    size_->addItems({tr("small: K = 24"), tr("medium: K = 48")});
    size_->setToolTip(tr("Dimension of the beliefs, in four heads; words in the vocabulary: 4,000 or 8,000."));
    size_->setAccessibleName(tr("Size of the model"));
    updates_ = new WholeBox;
    updates_->setObjectName(QStringLiteral("training-updates"));
    updates_->setRange(10, 1000000);
    updates_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    updates_->setSingleStep(500);
    updates_->setValue(2000);
    updates_->setToolTip(tr("How many times the parameters change; each time 2,048 tokens are read."));
    updates_->setAccessibleName(tr("Updates"));
    form->addRow(tr("learn from"), source_);
    form->addRow(tr("size"), size_);
    form->addRow(tr("updates"), updates_);
    column->addLayout(form);
    auto* buttons = new QHBoxLayout;
    const auto button = [&](const QString& text, const char* name, const QString& tip) {
        auto* b = new QPushButton(text);
        b->setObjectName(QLatin1String(name));
        b->setToolTip(tip);
        b->setAccessibleName(text);
        buttons->addWidget(b);
        return b;
    };
    go_ = button(tr("Start"), "training-go", tr("Start, pause or go on."));
    stop_ = button(tr("Stop"), "training-stop", tr("End here; the model stays on show."));
    save_ = button(tr("Save model…"), "training-save", tr("Write the model to a .safetensors file."));
    buttons->addStretch(1);
    column->addLayout(buttons);
    curve_ = new LossCurve(runner_);
    column->addWidget(curve_, 1);
    label_ = new QLabel;
    label_->setObjectName(QStringLiteral("training-label"));
    label_->setProperty("quiet", true);
    label_->setWordWrap(true);
    column->addWidget(label_);
    connect(go_, &QPushButton::clicked, this, &TrainingPanel::press);
    connect(stop_, &QPushButton::clicked, this, [this] { runner_.stop(); });
    connect(save_, &QPushButton::clicked, this, &TrainingPanel::saveWanted);
    connect(source_, &QComboBox::activated, this, [this](int index) {
        if (index == 0)
            corpus_.clear();
        else
            chooseCorpus();
        refresh();
    });
    connect(&runner_, &TrainingRunner::changed, this, &TrainingPanel::refresh);
    refresh();
}

void TrainingPanel::setStyle(const Style& style)
{
    curve_->setStyle(style);
}

void TrainingPanel::setCorpus(const QString& path)
{
    corpus_ = path;
    source_->setCurrentIndex(path.isEmpty() ? 0 : 1);
    refresh();
}

void TrainingPanel::chooseCorpus()
{
    auto* dialog = new QFileDialog(this, tr("A text to learn from"), QString(), tr("Texts (*.txt *.md);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &TrainingPanel::setCorpus);
    connect(dialog, &QDialog::rejected, this, [this] { setCorpus(corpus_); });
    dialog->open();
}

learn::LearnConfig TrainingPanel::config() const
{
    learn::LearnConfig c = learn::configToWatch(size_->currentIndex() == 0, updates_->value());
    if (!corpus_.isEmpty())
        c.corpus = corpus_.toStdString();
    return c;
}

void TrainingPanel::press()
{
    if (runner_.state().running)
        runner_.setPaused(!runner_.state().paused);
    else
        runner_.start(config());
}

void TrainingPanel::start(int updates)
{
    setCorpus({});
    size_->setCurrentIndex(0);
    updates_->setValue(updates);
    runner_.start(config());
}

void TrainingPanel::refresh()
{
    const TrainingState& s = runner_.state();
    go_->setText(!s.running ? tr("Start") : s.paused ? tr("Go on") : tr("Pause"));
    stop_->setEnabled(s.running);
    save_->setEnabled(s.model != nullptr);
    for (QWidget* w : {static_cast<QWidget*>(source_), static_cast<QWidget*>(size_), static_cast<QWidget*>(updates_)})
        w->setEnabled(!s.running);
    if (!s.failure.isEmpty())
        label_->setText(s.failure);
    else if (s.reports.empty())
        label_->setText(corpus_.isEmpty() ? QString() : QFileInfo(corpus_).fileName());
    else {
        const learn::UpdateReport& last = s.reports.back();
        const double speed = static_cast<double>(last.tokens) / std::max(s.seconds, 1e-9);
        label_->setText(tr("update %1 of %2 · perplexity of the last batch %3 · %4 tokens/s · %5 parameters%6")
                            .arg(last.update)
                            .arg(s.total)
                            .arg(std::exp(last.loss), 0, 'f', 1)
                            .arg(wholeNumber(speed), wholeNumber(static_cast<double>(s.parameters)))
                            .arg(s.running ? tr(" · %1 left").arg(clock(s.seconds / last.update * (s.total - last.update)))
                                           : QString()));
    }
    curve_->update();
}

}  // namespace gauge::ui
