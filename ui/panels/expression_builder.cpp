#include "ui/panels/expression_builder.h"

#include "core/cost/methods.h"
#include "core/lesson/text.h"
#include "core/pipeline/engine.h"
#include "ui/workspace/parameter_words.h"

#include <algorithm>
#include <QAbstractItemView>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace gauge::ui {
namespace {

constexpr Index kMostListed = 400;  // tokens in a list
constexpr int kCaptionWidth = 92;   // pixels

/// A list that is as wide as what stands in it.
class WideBox : public QComboBox {
public:
    void showPopup() override
    {
        view()->setTextElideMode(Qt::ElideNone);
        view()->setMinimumWidth(view()->sizeHintForColumn(0) + 32);
        QComboBox::showPopup();
    }
};

QComboBox* builderBox(const QString& name, const QString& called, const QString& tip)
{
    auto* box = new WideBox;
    box->setObjectName(name);
    box->setAccessibleName(called);
    box->setToolTip(tip);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(10);
    QObject::connect(box, &QComboBox::currentTextChanged, box, [box, tip](const QString& text) {
        box->setToolTip(text.isEmpty() ? tip : text + QStringLiteral("\n") + tip);
    });
    return box;
}

/// What an expression comes to, in words.
QString worthOf(const std::string& text, const lesson::Scene& scene)
{
    const lesson::Expression expression(text);
    try {
        if (expression.type() == lesson::Type::Truth)
            return evaluate(expression, scene).truth ? ExpressionBuilder::tr("true") : ExpressionBuilder::tr("false");
        return QString::fromStdString(lesson::shown({expression}, scene));
    } catch (const lesson::NotYet& e) {
        return QString::fromStdString(e.what());
    }
}

auto builderAsking(const BackendFactory& backends)
{
    return [engine = std::make_shared<Engine>(backends)](const auto& question, const RunControl& control) {
        lesson::Scene scene = question.scene;
        scene.stop = control.stop;
        scene.run = [&](const RunInput& input) { return engine->run(input, control); };
        return worthOf(question.expression, scene);
    };
}

}  // namespace

ExpressionBuilder::ExpressionBuilder(For purpose, lesson::Scene scene, const BackendFactory& backends, QWidget* parent)
    : QDialog(parent), purpose_(purpose), scene_(std::move(scene)), left_{}, right_{},
      relation_(builderBox(QStringLiteral("build-relation"), tr("How it compares"), tr("How the two sides compare."))),
      against_(builderBox(QStringLiteral("build-against"), tr("Compared with"),
                          tr("A value, or something else that is asked."))),
      value_(new QLineEdit),
      token_(builderBox(QStringLiteral("build-token"), tr("Token"), tr("The token it is compared with."))),
      digits_(builderBox(QStringLiteral("build-digits"), tr("Written"), tr("How the number is written."))),
      text_(new QLabel), worth_(new QLabel), insert_(new QPushButton(tr("Insert"))),
      asking_(Newer::Replaces, builderAsking(backends),
              {.found = [this](const QString& worth) { worth_->setText(tr("now: %1").arg(worth)); },
               .failed = [this](const QString& words) { worth_->setText(words); }})
{
    setObjectName(QStringLiteral("expression-builder"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(purpose == For::Condition ? tr("A condition") : tr("A number in the text"));
    if (scene_.now)
        for (Index i = 0; i < std::min(scene_.now->tokens(), kMostListed); ++i)
            tokens_ << QString::fromStdString(lesson::tokenInExpression(lesson::labelOf(*scene_.now, i)));
    makeChoices();
    left_ = makeSide(QStringLiteral("build-left"), tr("What is asked"));
    right_ = makeSide(QStringLiteral("build-right"), tr("Than what"));
    fillLists();
    makeLines();
    for (QComboBox* box : findChildren<QComboBox*>())
        connect(box, &QComboBox::currentIndexChanged, this, [this, box] {
            if (box == left_.what)
                showRelations();
            showBlanks(left_);
            showBlanks(right_);
            ask();
        });
    connect(value_, &QLineEdit::textChanged, this, &ExpressionBuilder::ask);
    connect(insert_, &QPushButton::clicked, this, [this] {
        const QString text = expression();
        emit inserted(purpose_ == For::Text ? QStringLiteral("{%1%2}").arg(text, digits_->currentData().toString()) : text);
        close();
    });
    showRelations();
    showBlanks(left_);
    showBlanks(right_);
    ask();
    resize(600, sizeHint().height());
}

void ExpressionBuilder::fillLists()
{
    value_->setObjectName(QStringLiteral("build-value"));
    value_->setAccessibleName(tr("Value"));
    value_->setToolTip(tr("A number, such as 0.3; or a word that the parameter may be."));
    value_->setText(QStringLiteral("0.5"));
    against_->addItems({tr("the value"), tr("something else that is asked")});
    token_->addItems(tokens_);
    digits_->addItem(tr("three digits"), QString());
    for (int k = 0; k <= 3; ++k)
        digits_->addItem(tr("%n decimals", nullptr, k), QStringLiteral(":%1").arg(k));
    digits_->addItem(tr("per cent"), QStringLiteral(":%"));
    for (const auto& [label, name] : {std::pair(text_, "build-expression"), std::pair(worth_, "build-worth")}) {
        label->setObjectName(QLatin1String(name));
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    worth_->setProperty("quiet", true);
    insert_->setObjectName(QStringLiteral("build-insert"));
    insert_->setProperty("primary", true);
    insert_->setDefault(true);
}

/// One below the other, those alone that this purpose has.
void ExpressionBuilder::makeLines()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    const auto addLine = [&](const QString& caption, const std::vector<QWidget*>& parts) {
        auto* line = new QWidget;
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        auto* label = new QLabel(caption);
        label->setProperty("quiet", true);
        label->setFixedWidth(kCaptionWidth);
        row->addWidget(label);
        for (QWidget* part : parts)
            row->addWidget(part, part == parts.front() ? 5 : 2);
        column->addWidget(line);
        return line;
    };
    const bool condition = purpose_ == For::Condition;
    addLine(tr("What is asked"), {left_.what, left_.first, left_.second});
    addLine(tr("It is"), {relation_, against_, value_, token_})->setVisible(condition);
    other_ = addLine(tr("Than what"), {right_.what, right_.first, right_.second});
    addLine(tr("Written with"), {digits_})->setVisible(!condition);
    addLine(tr("Expression"), {text_});
    addLine(QString(), {worth_});
    column->addStretch(1);
    column->addWidget(insert_, 0, Qt::AlignRight);
}

void ExpressionBuilder::makeChoices()
{
    for (const Quantity& quantity : quantities()) {
        const bool useless = purpose_ == For::Text && quantity.type == lesson::Type::Truth;
        const QString label =
            filled(QCoreApplication::translate("quantities", quantity.label), {QStringLiteral("…"), QStringLiteral("…")});
        if (!useless)
            choices_.push_back({label, QString::fromUtf8(quantity.expression), quantity.type, quantity.blanks, {}});
    }
    for (const ParameterInfo& info : parameterTable()) {
        using Kind = ParameterInfo::Kind;
        if ((info.commands & kFileOnly) != 0 || (purpose_ == For::Text && info.kind == Kind::Flag))
            continue;
        lesson::Type type = lesson::Type::Number;
        if (info.kind == Kind::Flag)
            type = lesson::Type::Truth;
        if (info.kind == Kind::Choice)
            type = lesson::Type::Word;
        QStringList values;
        for (const std::string& value : info.choices)
            values << QString::fromStdString(value);
        const QString symbol = QString::fromUtf8(info.symbol);
        const QString label = parameterWords(info.label);
        choices_.push_back({tr("parameter: %1").arg(symbol.isEmpty() ? label : label + QLatin1Char(' ') + symbol),
                            QLatin1String(info.name),
                            type,
                            {},
                            values});
    }
}

ExpressionBuilder::Side ExpressionBuilder::makeSide(const QString& name, const QString& caption)
{
    Side side{builderBox(name, caption, tr("What can be asked of what is on show.")),
              builderBox(name + QStringLiteral("-1"), tr("%1: the first token").arg(caption),
                         tr("Which token, scale or method.")),
              builderBox(name + QStringLiteral("-2"), tr("%1: the second token").arg(caption), tr("Which token."))};
    for (std::size_t k = 0; k < choices_.size(); ++k)
        side.what->addItem(choices_[k].label, static_cast<int>(k));
    return side;
}

int ExpressionBuilder::indexOf(const Side& side)
{
    return std::max(0, side.what->currentData().toInt());
}

/// The lists of tokens, scales or methods that it takes.
void ExpressionBuilder::showBlanks(const Side& side)
{
    const auto& blanks = chosen(side).blanks;
    QComboBox* const boxes[] = {side.first, side.second};
    for (std::size_t k = 0; k < 2; ++k) {
        boxes[k]->setVisible(k < blanks.size());
        if (k >= blanks.size())
            continue;
        QStringList items = tokens_;
        if (blanks[k] == Quantity::Blank::Number)
            items = {QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3"), QStringLiteral("4")};
        if (blanks[k] == Quantity::Blank::Method) {
            items.clear();
            for (const char* method : {"naive", "pairwise", "exact"})
                items << QStringLiteral("\"%1\"").arg(QLatin1String(method));
        }
        QStringList there;
        for (int row = 0; row < boxes[k]->count(); ++row)
            there << boxes[k]->itemText(row);
        if (there == items)
            continue;
        const QSignalBlocker quiet(boxes[k]);
        boxes[k]->clear();
        boxes[k]->addItems(items);
        boxes[k]->setCurrentIndex(std::min(static_cast<int>(k), boxes[k]->count() - 1));
    }
}

/// What it may be compared by, and with.
void ExpressionBuilder::showRelations()
{
    using lesson::Type;
    const Choice& choice = chosen(left_);
    const QSignalBlocker quietRelation(relation_);
    const QSignalBlocker quietAgainst(against_);
    relation_->clear();
    const auto add = [this](const QString& words, const char* sign) { relation_->addItem(words, QLatin1String(sign)); };
    if (choice.type == Type::Truth) {
        add(tr("so"), "");
        add(tr("not so"), "not ");
    } else if (choice.type == Type::Number) {
        add(tr("greater than (>)"), ">");
        add(tr("less than (<)"), "<");
        add(tr("at least (≥)"), ">=");
        add(tr("at most (≤)"), "<=");
    }
    if (choice.type != Type::Truth) {
        add(tr("the same as (=)"), "==");
        add(tr("other than (≠)"), "!=");
    }
    if (choice.type != Type::Number)
        against_->setCurrentIndex(0);
    if (choice.type == Type::Word && !choice.values.isEmpty())
        value_->setText(choice.values.front());
    else if (choice.type == Type::Number && !value_->text().isEmpty() && !value_->text().at(0).isDigit())
        value_->setText(QStringLiteral("0.5"));
    against_->setVisible(choice.type == Type::Number);
}

QString ExpressionBuilder::sideText(const Side& side) const
{
    QStringList blanks;
    for (std::size_t k = 0; k < chosen(side).blanks.size(); ++k)
        blanks << (k == 0 ? side.first : side.second)->currentText();
    return filled(chosen(side).expression, blanks);
}

QString ExpressionBuilder::expression() const
{
    using lesson::Type;
    QString left = sideText(left_);
    const Type type = chosen(left_).type;
    if (purpose_ == For::Text)
        return left;
    const QString sign = relation_->currentData().toString();
    if (type == Type::Truth)
        return sign + left;
    if (type == Type::Token)
        return QStringLiteral("%1 %2 %3").arg(left, sign, token_->currentText());
    if (type == Type::Word)
        return QStringLiteral("%1 %2 \"%3\"").arg(left, sign, value_->text().remove(QLatin1Char('"')));
    return QStringLiteral("%1 %2 %3")
        .arg(left, sign, against_->currentIndex() == 1 ? sideText(right_) : value_->text().trimmed());
}

void ExpressionBuilder::ask()
{
    using lesson::Type;
    const Type type = chosen(left_).type;
    const bool other = type == Type::Number && against_->currentIndex() == 1;
    const bool condition = purpose_ == For::Condition;
    value_->setVisible(condition && !other && (type == Type::Number || type == Type::Word));
    token_->setVisible(condition && type == Type::Token);
    other_->setVisible(condition && other);
    text_->setText(expression());
    worth_->clear();
    insert_->setEnabled(true);
    try {
        const lesson::Expression read = lesson::Expression(expression().toStdString());
        if (condition && read.type() != Type::Truth)
            worth_->setText(tr("not a condition yet"));
        if (scene_.now)
            asking_.submit({read.text(), scene_});
    } catch (const Error& e) {
        asking_.cancel();
        worth_->setText(QString::fromStdString(e.what()));
        insert_->setEnabled(false);
    }
}

}  // namespace gauge::ui
