#include "ui/panels/source_panel.h"

#include "ui/scene/scene.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace gauge::ui {
namespace {

const QString kInTraining = QStringLiteral("in training");

QPlainTextEdit* makeText()
{
    auto* text = new QPlainTextEdit;
    text->setObjectName(QStringLiteral("text"));
    text->setPlaceholderText(SourcePanel::tr("Type a sentence…"));
    text->setToolTip(
        SourcePanel::tr("Every word becomes a Gaussian belief of the built-in model; the views follow as you type."));
    text->setAccessibleName(SourcePanel::tr("Text"));
    text->setUndoRedoEnabled(false);  // the window's history undoes texts too
    text->setTabChangesFocus(true);
    text->setMinimumHeight(46);
    return text;
}

QComboBox* makeWords()
{
    auto* words = new QComboBox;
    words->setObjectName(QStringLiteral("words"));
    words->setToolTip(SourcePanel::tr(
        "Where the words' beliefs come from: counted in WordNet, learned by training, or a trained model of yours."));
    words->setAccessibleName(SourcePanel::tr("Words"));
    words->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return words;
}

QComboBox* makeExamples()
{
    auto* choose = new QComboBox;
    choose->setObjectName(QStringLiteral("examples"));
    choose->setToolTip(SourcePanel::tr("Examples: a text with the parameters that tell its story."));
    choose->setAccessibleName(SourcePanel::tr("Examples"));
    choose->setPlaceholderText(SourcePanel::tr("Examples"));
    for (const Example& e : examples())
        choose->addItem(QString::fromStdString(e.name));
    choose->setCurrentIndex(-1);
    choose->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return choose;
}

}  // namespace

SourcePanel::SourcePanel(Workspace& workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), text_(makeText()), words_(makeWords()), label_(new QLabel)
{
    setObjectName(QStringLiteral("source-content"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 4, 12, 4);
    column->addWidget(text_, 1);
    column->addWidget(words_);
    auto* buttons = new QHBoxLayout;
    auto* open = new QPushButton(tr("Open…"));
    open->setToolTip(tr("Open a belief file (.npz or .safetensors), a session or a trained model."));
    open->setAccessibleName(tr("Open a belief file"));
    QComboBox* choose = makeExamples();
    buttons->addWidget(open);
    buttons->addWidget(choose, 1);
    column->addLayout(buttons);
    label_->setProperty("quiet", true);
    label_->setWordWrap(true);
    column->addWidget(label_);
    connect(text_, &QPlainTextEdit::textChanged, this, [this] { workspace_.setText(text_->toPlainText()); });
    connect(words_, &QComboBox::activated, this, &SourcePanel::chooseWords);
    connect(open, &QPushButton::clicked, this, &SourcePanel::openWanted);
    connect(choose, &QComboBox::activated, this,
            [this](int index) { workspace_.openExample(examples()[static_cast<std::size_t>(index)]); });
}

void SourcePanel::refresh()
{
    const QSignalBlocker quiet(text_);
    const QString text = QString::fromStdString(workspace_.document().run.text);
    if (text_->toPlainText() != text)
        text_->setPlainText(text);
    fillWords();
}

void SourcePanel::describe(const Snapshot& s)
{
    Index unknown = 0;
    for (Index i = 0; i < s.tokens(); ++i)
        unknown += isUnknown(s, i) ? 1 : 0;
    const QString apart = s.request.consensus.guessesJoin ? QString() : tr(" that agree with nobody");
    const QString note = unknown == 0 ? QString()
                         : unknown == 1
                             ? tr("\n1 word is not in the vocabulary: hollow, a broad guess") + apart
                             : tr("\n%1 words are not in the vocabulary: hollow, broad guesses").arg(unknown) + apart;
    label_->setText(s.input.state ? tr("file · %1 tokens · K = %2").arg(s.tokens()).arg(s.state->dim())
                    : s.input.model
                        ? tr("%1 tokens · trained word beliefs · K = %2").arg(s.tokens()).arg(s.state->dim())
                        : tr("%1 tokens · built-in word beliefs · K = %2").arg(s.tokens()).arg(s.state->dim()) + note);
}

void SourcePanel::setTraining(const std::shared_ptr<const learn::TrainedModel>& model)
{
    training_ = model;
}

/// The choices of the words: the two that came with the program, and what was opened or is being trained.
void SourcePanel::fillWords()
{
    const auto& model = workspace_.document().run.model;
    const QSignalBlocker quiet(words_);
    words_->clear();
    words_->addItem(tr("words: counted in WordNet"), QString());
    words_->addItem(tr("words: trained, built in"), QStringLiteral("learned"));
    if (training_)
        words_->addItem(tr("words: in training"), kInTraining);
    const QString origin = !model ? QString() : model->origin.empty() ? kInTraining : QString::fromStdString(model->origin);
    int at = words_->findData(origin);
    if (at < 0) {
        words_->addItem(tr("words: %1").arg(QFileInfo(origin).fileName()), origin);
        at = words_->count() - 1;
    }
    words_->setCurrentIndex(at);
}

void SourcePanel::chooseWords(int index)
{
    const QString origin = words_->itemData(index).toString();
    if (origin == kInTraining)
        workspace_.useModel(training_);
    else
        workspace_.openModel(origin);
}

}  // namespace gauge::ui
