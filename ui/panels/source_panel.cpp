#include "ui/panels/source_panel.h"

#include "ui/painter/axes.h"
#include "ui/panels/advice_text.h"
#include "ui/panels/counted.h"
#include "ui/panels/status_text.h"
#include "ui/scene/scene.h"
#include "ui/scene/token_text.h"

#include <cmath>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QResizeEvent>
#include <set>
#include <string>

namespace gauge::ui {
namespace {

constexpr int kRelease = 150;  // milliseconds between two looks whether the mouse is still pressed
const QString kInTraining = QStringLiteral("in training");

/// Wants the height of a sentence or two, and takes what there is.
class SentenceEdit : public QPlainTextEdit {
public:
    QSize sizeHint() const override { return {240, 64}; }
};

QPlainTextEdit* makeText()
{
    auto* text = new SentenceEdit;
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
        choose->addItem(exampleTitle(e));
    for (std::size_t k = 0; k < examples().size(); ++k)
        choose->setItemData(static_cast<int>(k), exampleStory(examples()[k]), Qt::ToolTipRole);
    choose->setCurrentIndex(-1);
    choose->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return choose;
}

/// A file's name is plain text, whatever is in it.
QLabel* makeName()
{
    auto* name = new QLabel;
    name->setObjectName(QStringLiteral("file-name"));
    name->setTextFormat(Qt::PlainText);
    name->setWordWrap(true);
    name->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    QFont bold = name->font();
    bold.setBold(true);
    name->setFont(bold);
    return name;
}

QCheckBox* makeFollow()
{
    auto* follow = new QCheckBox(SourcePanel::tr("Follow"));
    follow->setObjectName(QStringLiteral("follow-file"));
    follow->setToolTip(SourcePanel::tr(
        "Shows the file, or the folder's new files, again as a training run writes them; views and choices stay."));
    return follow;
}

QPushButton* makeBack()
{
    auto* back = new QPushButton(SourcePanel::tr("Back to the sentence"));
    back->setObjectName(QStringLiteral("back"));
    back->setToolTip(SourcePanel::tr("Closes the file and takes up the sentence that was put aside for it."));
    return back;
}

/// "120 tokens · K = 16 · SO(3) · 4 heads · 3 categories"
QString ofFile(const Snapshot& s)
{
    const std::set<std::string> categories(s.state->category.begin(), s.state->category.end());
    QString text = QStringLiteral("%1 · K = %2 · %3 · %4")
                       .arg(tokenCount(s.tokens()), QString::number(s.state->dim()), QString::fromStdString(s.state->group),
                            headCount(std::ssize(s.state->heads)));
    if (!categories.empty())
        text += SourcePanel::tr(" · %n categories", nullptr, static_cast<int>(categories.size()));
    if (const Recording* recording = s.recording()) {
        const auto at = static_cast<std::size_t>(s.layer);
        text += SourcePanel::tr("\nrecord %1 / %2: %3")
                    .arg(s.layer)
                    .arg(s.layers)
                    .arg(shownToken(QString::fromStdString(recording->records[at].name)));
        if (const QString absent = absentText(*recording, at); !absent.isEmpty())
            text += QLatin1Char('\n') + absent;
    } else if (s.layers == 0) {
        text += SourcePanel::tr("\nthe beliefs as loaded; with layers they attend");
    }
    return text;
}

/// How many words no vocabulary has, and what becomes of them.
QString unknownNote(const Snapshot& s)
{
    Index unknown = 0;
    for (Index i = 0; i < s.tokens(); ++i)
        unknown += isUnknown(s, i) ? 1 : 0;
    const bool joins = s.request.consensus.guessesJoin;
    if (unknown == 0)
        return {};
    if (joins)
        return SourcePanel::tr("\n%n words are not in the vocabulary: hollow, broad guesses", nullptr, counted(unknown));
    return SourcePanel::tr("\n%n words are not in the vocabulary: hollow, broad guesses that agree with no others", nullptr,
                           counted(unknown));
}

}  // namespace

SourcePanel::SourcePanel(Workspace& workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), text_(makeText()), words_(makeWords()), name_(makeName()),
      follow_(makeFollow()), back_(makeBack()), label_(new QLabel), proposal_(new QLabel), advice_(new QLabel)
{
    setObjectName(QStringLiteral("source-content"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 4, 12, 4);
    column->addWidget(text_, 1);
    column->addWidget(words_);
    column->addWidget(name_);
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
    label_->setTextFormat(Qt::PlainText);
    label_->setObjectName(QStringLiteral("source-label"));
    column->addWidget(label_);
    proposal_->setObjectName(QStringLiteral("proposal"));
    proposal_->setWordWrap(true);
    column->addWidget(proposal_);
    advice_->setObjectName(QStringLiteral("advice"));
    advice_->setWordWrap(true);
    advice_->hide();
    column->addWidget(advice_);
    column->addWidget(follow_);
    column->addWidget(back_);
    connect(follow_, &QCheckBox::clicked, &workspace_, &Workspace::setFollowing);
    connect(&workspace_, &Workspace::followingChanged, follow_, &QCheckBox::setChecked);
    connect(back_, &QPushButton::clicked, &workspace_, &Workspace::useText);
    connect(proposal_, &QLabel::linkActivated, this,
            [this](const QString& link) { workspace_.answerProposal(link == QLatin1String("take")); });
    connect(&workspace_, &Workspace::proposalAnswered, this, &SourcePanel::showProposal);
    connect(advice_, &QLabel::linkActivated, this, [this](const QString& link) {
        const std::optional<Advice> advice = workspace_.adviser().advice();
        if (link == QLatin1String("dismiss"))
            workspace_.adviser().dismiss();
        else if (advice)
            workspace_.setOne(advice->parameter, advice->value);
    });
    connect(&workspace_.adviser(), &Adviser::changed, this, &SourcePanel::showAdvice);
    released_.setSingleShot(true);
    connect(&released_, &QTimer::timeout, this, &SourcePanel::showAdvice);
    connect(text_, &QPlainTextEdit::textChanged, this, [this] { workspace_.setText(text_->toPlainText()); });
    connect(words_, &QComboBox::activated, this, &SourcePanel::chooseWords);
    connect(open, &QPushButton::clicked, this, &SourcePanel::openWanted);
    connect(choose, &QComboBox::activated, this,
            [this](int index) { workspace_.openExample(examples()[static_cast<std::size_t>(index)]); });
}

QSize SourcePanel::minimumSizeHint() const
{
    return {QWidget::minimumSizeHint().width(), layout()->totalMinimumHeightForWidth(width())};
}

void SourcePanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        updateGeometry();
}

/// A label keeps the colour of links that it was given its text with.
void SourcePanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (QLabel* label : {proposal_, advice_}) {
        const QString text = label->text();
        label->setText({});
        label->setText(text);
    }
}

void SourcePanel::refresh()
{
    const QSignalBlocker quiet(text_);
    const QString text = QString::fromStdString(workspace_.document().run.text);
    if (text_->toPlainText() != text)
        text_->setPlainText(text);
    const bool file = workspace_.document().run.state != nullptr;
    text_->setVisible(!file);
    words_->setVisible(!file);
    name_->setVisible(file);
    follow_->setVisible(file && !workspace_.document().path.isEmpty());
    back_->setVisible(file && !text.trimmed().isEmpty());
    const QString& path = workspace_.document().path;
    name_->setText(path.isEmpty() && file ? QString::fromStdString(workspace_.document().run.state->name)
                                          : QFileInfo(path).fileName());
    name_->setToolTip(QStringLiteral("<span>%1</span>").arg(workspace_.document().path.toHtmlEscaped()));
    fillWords();
    showProposal();
}

/// "κ = 3.1: a token listens to about five"
void SourcePanel::showProposal()
{
    const auto& proposal = workspace_.proposal();
    proposal_->setVisible(proposal.has_value());
    if (proposal)
        proposal_->setText(
            tr("κ = 1: a token listens to about %1, itself included. <a href=\"take\">κ = %2</a>: to about %3. "
               "<a href=\"keep\">Keep 1</a>")
                .arg(shortNumber(std::round(10 * proposal->listenersAtOne) / 10), shortNumber(proposal->kappa),
                     shortNumber(std::round(10 * proposal->listeners) / 10)));
}

/// "Nobody agrees at θ = 0.1: at θ = 0.62 there are 4 groups. Set θ = 0.62 · Leave it"
void SourcePanel::showAdvice()
{
    const std::optional<Advice>& advice = workspace_.adviser().advice();
    if (QApplication::mouseButtons() != Qt::NoButton) {  // nothing moves under a hand
        advice_->setMinimumHeight(advice_->isHidden() ? 0 : advice_->height());
        advice_->setText({});
        released_.start(kRelease);
        return;
    }
    advice_->setMinimumHeight(0);
    advice_->setVisible(advice && !workspace_.proposal());
    if (!advice)
        return;
    const QString setting = adviceSetting(*advice).toHtmlEscaped();
    const QString set =
        setting.isEmpty() ? QString() : QStringLiteral("<a href=\"take\">%1</a> · ").arg(tr("Set %1").arg(setting));
    advice_->setText(
        QStringLiteral("%1 %2<a href=\"dismiss\">%3</a>").arg(adviceText(*advice).toHtmlEscaped(), set, tr("Leave it")));
}

void SourcePanel::describeNothing()
{
    label_->setText(tr("Nothing to show yet: type a sentence, open a file or choose an example."));
}

void SourcePanel::describe(const Snapshot& s)
{
    QString text = tr("%n tokens · built-in word beliefs · K = %1", nullptr, counted(s.tokens())).arg(s.state->dim());
    if (s.input.state)
        text = ofFile(s);
    else if (s.input.model)
        text = tr("%n tokens · trained word beliefs · K = %1", nullptr, counted(s.tokens())).arg(s.state->dim());
    text += unknownNote(s);
    if (const QString story = storyOf(s.input); !story.isEmpty())
        text += QStringLiteral("\n") + story;
    label_->setText(text);
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
