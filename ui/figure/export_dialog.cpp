#include "ui/figure/export_dialog.h"

#include "core/error.h"
#include "core/io/file.h"
#include "ui/figure/figure_data.h"
#include "ui/figure/figure_recipe.h"
#include "ui/number_box.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDrag>
#include <QFileDialog>
#include <QFileInfo>
#include <QFontComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QMouseEvent>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QUrl>

namespace gauge::ui {
namespace {

template <class Widget>
Widget* named(Widget* widget, const char* name, const QString& accessible, const QString& tip)
{
    widget->setObjectName(QLatin1String(name));
    widget->setAccessibleName(accessible);
    widget->setToolTip(tip);
    return widget;
}

NumberBox* lengthBox(double least, double most, double now, int decimals, const QString& unit)
{
    auto* box = new NumberBox(6);
    box->setRange(least, most);
    box->setDecimals(decimals);
    box->setSuffix(unit);
    box->setValue(now);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    return box;
}

}  // namespace

ExportDialog::ExportDialog(FigureSpec spec, FigureScenes scenes, std::vector<std::pair<QString, FigurePanel>> panels,
                           int chosen, QWidget* parent)
    : QDialog(parent), spec_(std::move(spec)), scenes_(std::move(scenes)), panels_(std::move(panels))
{
    setWindowTitle(tr("Export figure"));
    setObjectName(QStringLiteral("export-dialog"));
    resize(1080, 720);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 16, 16, 16);
    row->setSpacing(16);
    auto* left = new QWidget;
    left->setFixedWidth(316);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    list_ = named(new QListWidget, "figure-panels", tr("Panels"),
                  tr("Views that become panels, in this order; drag them to change it."));
    list_->setDragDropMode(QAbstractItemView::InternalMove);
    list_->setMaximumHeight(150);
    for (std::size_t k = 0; k < panels_.size(); ++k) {
        auto* item = new QListWidgetItem(panels_[k].first, list_);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(static_cast<int>(k) < chosen ? Qt::Checked : Qt::Unchecked);
        item->setData(Qt::UserRole, static_cast<int>(k));
    }
    column->addWidget(list_);
    auto* form = new QFormLayout;
    form->setSpacing(6);
    buildControls(*form);
    column->addLayout(form);
    column->addStretch(1);
    auto* buttons = new QHBoxLayout;
    save_ =
        named(new QPushButton(tr("Save…")), "figure-save", tr("Save the figure"), tr("As PDF, SVG or PNG, by its name."));
    save_->setProperty("primary", true);
    auto* copyButton = named(new QPushButton(tr("Copy")), "figure-copy", tr("Copy the figure"),
                             tr("Onto the clipboard: as SVG and PDF for programs that take vectors, and as a picture."));
    for (QPushButton* button : {save_, copyButton})
        button->setAutoDefault(false);  // Return in a field takes its value, and saves nothing
    buttons->addWidget(save_);
    buttons->addWidget(copyButton);
    buttons->addStretch(1);
    column->addLayout(buttons);
    row->addWidget(left);
    auto* right = new QVBoxLayout;
    size_ = new QLabel;
    size_->setProperty("quiet", true);
    page_ = named(new QLabel, "figure-page", tr("Preview"), tr("At its true size; drag it out to another program."));
    page_->installEventFilter(this);
    page_->setAlignment(Qt::AlignCenter);
    auto* scroll = new QScrollArea;
    scroll->setWidget(page_);
    scroll->setWidgetResizable(true);
    scroll->setAlignment(Qt::AlignCenter);
    notes_ = new QLabel;
    notes_->setObjectName(QStringLiteral("figure-notes"));
    notes_->setTextFormat(Qt::PlainText);
    notes_->setWordWrap(true);
    right->addWidget(size_);
    right->addWidget(scroll, 1);
    right->addWidget(notes_);
    row->addLayout(right, 1);
    soon_.setSingleShot(true);
    connect(&soon_, &QTimer::timeout, this, &ExportDialog::preview);
    connect(&worker_, &PreviewWorker::painted, this, &ExportDialog::present);
    connect(list_, &QListWidget::itemChanged, this, &ExportDialog::changed);
    connect(list_->model(), &QAbstractItemModel::rowsMoved, this, &ExportDialog::changed);
    connect(save_, &QPushButton::clicked, this, &ExportDialog::askAndSave);
    connect(copyButton, &QPushButton::clicked, this, &ExportDialog::copy);
}

void ExportDialog::buildControls(QFormLayout& form)
{
    const FigureLook& look = spec_.look;
    preset_ = named(new QComboBox, "figure-preset", tr("Width for"), tr("Widths that journals and conferences set."));
    for (const JournalWidth& j : journalWidths())
        preset_->addItem(QLatin1String(j.name));
    preset_->addItem(tr("own width"));
    width_ = named(lengthBox(10, 2000, look.widthMm, 2, tr(" mm")), "figure-width", tr("Width"),
                   tr("Of the page, millimetres."));
    height_ = named(lengthBox(0, 2000, look.heightMm, 2, tr(" mm")), "figure-height", tr("Height"),
                    tr("Of the page, millimetres; 0: by the views' own shape."));
    height_->setSpecialValueText(tr("by its content"));
    columns_ = named(new WholeBox, "figure-columns", tr("Columns"), tr("Of panels; 0: up to three."));
    columns_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    columns_->setRange(0, 6);
    columns_->setValue(look.columns);
    columns_->setSpecialValueText(tr("as fits"));
    font_ =
        named(lengthBox(5, 24, look.fontPt, 1, tr(" pt")), "figure-font", tr("Text"), tr("Size of ordinary text, points."));
    line_ = named(lengthBox(0, 4, look.linePt, 2, tr(" pt")), "figure-line", tr("Lines"),
                  tr("Width of an ordinary line, points; none prints thinner than 0.25 pt."));
    line_->setSpecialValueText(tr("by the text"));
    family_ = named(new QFontComboBox, "figure-family", tr("Font"), tr("Liberation Sans has the widths of Helvetica."));
    family_->setCurrentFont(QFont(look.family.isEmpty() ? QStringLiteral("Liberation Sans") : look.family));
    theme_ = named(new QComboBox, "figure-theme", tr("Theme"), tr("Light for paper, dark for slides."));
    theme_->addItems({tr("light"), tr("dark")});
    theme_->setCurrentIndex(look.theme == Theme::Dark ? 1 : 0);
    map_ = named(new QComboBox, "figure-map", tr("Colour map"), tr("Of matrices; all are even and colour-blind safe."));
    map_->addItems({QStringLiteral("viridis"), QStringLiteral("cividis"), QStringLiteral("magma")});
    map_->setCurrentIndex(static_cast<int>(look.map));
    title_ =
        named(new QLineEdit(look.title), "figure-title", tr("Title"), tr("Above the panels; usually the caption says it."));
    dpi_ = named(new WholeBox, "figure-dpi", tr("PNG resolution"), tr("Dots an inch; 300 for pictures, 600 for lines."));
    dpi_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    dpi_->setRange(36, 1200);
    dpi_->setValue(static_cast<int>(look.dpi));
    dpi_->setSuffix(tr(" dpi"));
    const auto check = [](const char* name, const QString& text, const QString& tip, bool on) {
        auto* box = named(new QCheckBox(text), name, text, tip);
        box->setChecked(on);
        return box;
    };
    letters_ = check("figure-letters", tr("panel letters"), tr("a, b, c … where there are several panels."), look.letters);
    titles_ = check("figure-titles", tr("panel titles"), tr("Each view by its name."), look.titles);
    labels_ = check("figure-labels", tr("token names"), tr("Of the attention matrix, the beliefs and the consensus tree."),
                    look.labels);
    bar_ = check("figure-bar", tr("colour bar"), tr("Beside the attention matrix."), look.colourBar);
    recipe_ = check("figure-recipe", tr("recipe beside it"),
                    tr("A JSON file that renders the same bytes again; the figure itself carries it too."), false);
    data_ = check("figure-data", tr("data beside it"), tr("The numbers at full precision: an .npz, and a .csv a panel."),
                  false);
    form.addRow(tr("Width for"), preset_);
    form.addRow(tr("Width"), width_);
    form.addRow(tr("Height"), height_);
    form.addRow(tr("Columns"), columns_);
    form.addRow(tr("Text"), font_);
    form.addRow(tr("Font"), family_);
    form.addRow(tr("Lines"), line_);
    form.addRow(tr("Theme"), theme_);
    form.addRow(tr("Colour map"), map_);
    form.addRow(tr("Title"), title_);
    form.addRow(tr("PNG"), dpi_);
    const auto pair = [&](QWidget* a, QWidget* b) {
        auto* row = new QHBoxLayout;
        row->addWidget(a, 1);
        row->addWidget(b, 1);
        form.addRow(row);
    };
    pair(letters_, titles_);
    pair(labels_, bar_);
    pair(recipe_, data_);
    connect(preset_, &QComboBox::activated, this, &ExportDialog::chooseWidth);
    for (NumberBox* box : {width_, height_, font_, line_})
        connect(box, &NumberBox::valueChanged, this, &ExportDialog::changed);
    for (WholeBox* box : {columns_, dpi_})
        connect(box, &WholeBox::valueChanged, this, &ExportDialog::changed);
    for (QComboBox* box : {theme_, map_})
        connect(box, &QComboBox::activated, this, &ExportDialog::changed);
    connect(family_, &QFontComboBox::currentFontChanged, this, &ExportDialog::changed);
    connect(title_, &QLineEdit::textChanged, this, &ExportDialog::changed);
    for (QCheckBox* box : {letters_, titles_, labels_, bar_})
        connect(box, &QCheckBox::toggled, this, &ExportDialog::changed);
}

void ExportDialog::chooseWidth(int index)
{
    if (index < 0 || index >= static_cast<int>(journalWidths().size()))
        return;
    const JournalWidth& j = journalWidths()[static_cast<std::size_t>(index)];
    width_->setValue(j.widthMm);
    height_->setValue(j.exact ? j.heightMm : 0);
    if (j.exact)
        font_->setValue(14);
    else if (font_->value() > 9)
        font_->setValue(7);
    changed();
}

FigureSpec ExportDialog::spec() const
{
    FigureSpec spec = spec_;
    spec.panels.clear();
    for (int k = 0; k < list_->count(); ++k)
        if (list_->item(k)->checkState() == Qt::Checked)
            spec.panels.push_back(panels_[static_cast<std::size_t>(list_->item(k)->data(Qt::UserRole).toInt())].second);
    FigureLook& look = spec.look;
    look.widthMm = width_->value();
    look.heightMm = height_->value();
    look.columns = columns_->value();
    look.fontPt = font_->value();
    look.linePt = line_->value();
    const QString family = family_->currentFont().family();
    look.family = family == QStringLiteral("Liberation Sans") ? QString() : family;
    look.theme = theme_->currentIndex() == 1 ? Theme::Dark : Theme::Light;
    look.map = static_cast<ColourMap>(map_->currentIndex());
    look.title = title_->text();
    look.letters = letters_->isChecked();
    look.titles = titles_->isChecked();
    look.labels = labels_->isChecked();
    look.colourBar = bar_->isChecked();
    look.dpi = dpi_->value();
    return spec;
}

void ExportDialog::changed()
{
    soon_.start(60);
}

void ExportDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    changed();
}

void ExportDialog::preview()
{
    const FigureSpec now = spec();
    save_->setEnabled(!now.panels.empty());
    if (now.panels.empty()) {
        warnings_.clear();
        page_->setPixmap({});
        page_->setText(tr("Tick a view on the left to see it here."));
        size_->clear();
        notes_->clear();
        return;
    }
    const double ratio = devicePixelRatioF();
    const double pixels = screen()->logicalDotsPerInch() / 72.0;
    worker_.submit({now, scenes_, pixels, ratio});
}

void ExportDialog::present()
{
    if (spec().panels.empty())
        return;  // nothing is ticked any more
    const FigurePreview& preview = worker_.latest();
    warnings_ = preview.warnings;
    if (preview.failure.isEmpty()) {
        page_->setPixmap(QPixmap::fromImage(preview.image));
        size_->setText(tr("%1 × %2 mm, shown at its true size")
                           .arg(preview.millimetres.width(), 0, 'f', 1)
                           .arg(preview.millimetres.height(), 0, 'f', 1));
    } else {
        page_->setPixmap({});
        page_->setText(preview.failure);
        size_->clear();
        save_->setEnabled(false);
    }
    notes_->setText(warnings_.isEmpty() ? tr("Nothing here that a referee would send back.")
                                        : QStringLiteral("⚠ ") + warnings_.join(QStringLiteral("\n⚠ ")));
}

/// What is asked for; Error in words where a view has nothing to show.
FigureSpec ExportDialog::checked() const
{
    FigureSpec now = spec();
    requireShown(now, scenes_);
    return now;
}

QStringList ExportDialog::save(const QString& path)
{
    const FigureSpec now = checked();
    QByteArray recipe;
    try {
        recipe = recipeText(now);
    } catch (const Error& e) {
        emit failed(tr("The figure carries no recipe: %1").arg(QString::fromUtf8(e.what())));
    }
    const QByteArray bytes = renderFigure(paintingOf(now, scenes_), now.look, QFileInfo(path).suffix().toLower(), recipe);
    writeFileAtomically(path.toStdString(), bytes.toStdString());
    return QStringList{path} + writeBeside(path, now, scenes_, recipe_->isChecked(), data_->isChecked());
}

void ExportDialog::askAndSave()
{
    auto* dialog =
        new QFileDialog(this, tr("Save the figure"), QStringLiteral("figure.pdf"), tr("Figures (*.pdf *.svg *.png)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        try {
            emit said(tr("Wrote %1").arg(save(path).join(QStringLiteral(", "))));
        } catch (const std::exception& e) {
            emit failed(QString::fromUtf8(e.what()));
        }
    });
    dialog->open();
}

void ExportDialog::copy()
{
    try {
        const FigureSpec now = checked();
        auto* mime = new QMimeData;
        mime->setData(QStringLiteral("image/svg+xml"), renderFigure(now, scenes_, QStringLiteral("svg")));
        mime->setData(QStringLiteral("application/pdf"), renderFigure(now, scenes_, QStringLiteral("pdf")));
        mime->setImageData(previewOf(paintingOf(now, scenes_), now.look, now.look.dpi / 72));
        QApplication::clipboard()->setMimeData(mime);
        emit said(tr("The figure is on the clipboard, as SVG, PDF and picture."));
    } catch (const std::exception& e) {
        emit failed(QString::fromUtf8(e.what()));
    }
}

void ExportDialog::dragOut()
{
    try {
        const QString path = QDir::temp().filePath(QStringLiteral("gaugescope-figure.pdf"));
        writeFileAtomically(path.toStdString(), renderFigure(checked(), scenes_, QStringLiteral("pdf")).toStdString());
        auto* mime = new QMimeData;
        mime->setUrls({QUrl::fromLocalFile(path)});
        auto* drag = new QDrag(this);
        drag->setMimeData(mime);
        drag->setPixmap(page_->pixmap(Qt::ReturnByValue).scaledToWidth(160, Qt::SmoothTransformation));
        drag->exec(Qt::CopyAction);
    } catch (const std::exception& e) {
        emit failed(QString::fromUtf8(e.what()));
    }
}

bool ExportDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == page_ && event->type() == QEvent::MouseButtonPress)
        pressed_ = static_cast<QMouseEvent*>(event)->pos();
    if (watched == page_ && event->type() == QEvent::MouseMove &&
        (static_cast<QMouseEvent*>(event)->buttons() & Qt::LeftButton) &&
        (static_cast<QMouseEvent*>(event)->pos() - pressed_).manhattanLength() > QApplication::startDragDistance())
        dragOut();
    return QDialog::eventFilter(watched, event);
}

}  // namespace gauge::ui
