// What the widgets look like: flat fields, one accent, cards on a quiet ground.
#include "ui/panels/style_sheet.h"

#include <QString>

namespace gauge::ui {

QPalette themePalette(Theme theme)
{
    const Style s{theme};
    QPalette p;
    p.setColor(QPalette::Window, s.window());
    p.setColor(QPalette::WindowText, s.text());
    p.setColor(QPalette::Base, s.panel());
    p.setColor(QPalette::AlternateBase, s.field());
    p.setColor(QPalette::Text, s.text());
    p.setColor(QPalette::Button, s.field());
    p.setColor(QPalette::ButtonText, s.text());
    p.setColor(QPalette::ToolTipBase, s.panel());
    p.setColor(QPalette::ToolTipText, s.text());
    p.setColor(QPalette::PlaceholderText, s.quiet());
    p.setColor(QPalette::Link, s.accent());
    p.setColor(QPalette::Highlight, s.accent());
    p.setColor(QPalette::HighlightedText, theme == Theme::Light ? QColor(Qt::white) : s.window());
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::ButtonText, QPalette::WindowText})
        p.setColor(QPalette::Disabled, role, s.quiet());
    return p;
}

QString themeStyleSheet(Theme theme)
{
    const Style s{theme};
    const QString name = theme == Theme::Light ? QStringLiteral("light") : QStringLiteral("dark");
    QString sheet = QStringLiteral(R"(
* { font-family: 'Liberation Sans','Helvetica','Arial','DejaVu Sans'; font-size: 12px; }
QMainWindow::separator { background: @window; width: 12px; height: 12px; }
QMainWindow::separator:hover { background: @hairline; }
QMenuBar { background: @window; padding: 4px 8px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; }
QMenuBar::item:selected { background: @hairline; }
QMenu { background: @panel; border: 1px solid @hairline; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: @accent; color: @onaccent; }
QMenu::item:disabled { color: @quiet; }
QMenu::separator { height: 1px; background: @hairline; margin: 4px 8px; }
QWidget#dock-header { background: @panel; border: 1px solid @hairline; border-bottom: none; border-top-left-radius: 6px; border-top-right-radius: 6px; }
QFrame#dock-body { background: @panel; border: 1px solid @hairline; border-top: none; border-bottom-left-radius: 6px; border-bottom-right-radius: 6px; }
QLabel#dock-title { font-weight: 600; font-size: 12.5px; }
QFrame#dock-body QWidget#source-content, QFrame#dock-body QScrollArea, QFrame#dock-body QScrollArea > QWidget > QWidget { background: @panel; }
QFrame#hairline { background: @hairline; border: none; }
QToolBar { background: transparent; border: none; spacing: 4px; padding: 0; }
QToolButton#overflow { padding: 3px 4px; qproperty-icon: url(:/icons/chevron-@theme.svg); qproperty-iconSize: 10px; }
QFrame#overflow-window { background: @panel; border: 1px solid @hairline; border-radius: 6px; }
QWidget#timeline { background: @panel; border: 1px solid @hairline; border-radius: 6px; }
QLabel#pointer-value { background: @panel; border: 1px solid @hairline; border-radius: 4px; padding: 1px 6px; font-size: 11px; }
QLabel[caption="true"] { color: @quiet; font-size: 10px; font-weight: 600; letter-spacing: 0.5px; }
QLabel[quiet="true"] { color: @quiet; font-size: 11px; }
QLabel[strong="true"] { font-weight: 700; }
QLabel[fault="true"] { color: @fault; font-size: 11px; }
QFrame[fold="true"] { border: 1px solid @hairline; border-radius: 6px; }
QPushButton, QToolButton { background: @field; border: 1px solid @field; border-radius: 4px; padding: 3px 10px; min-height: 16px; }
QToolButton { padding: 3px 8px; }
QToolButton[small="true"] { padding: 1px 6px; font-size: 11px; min-height: 14px; }
QToolButton#more { background: transparent; border: none; padding: 3px; }
QToolButton#more::menu-indicator { image: none; }
QPushButton:hover, QToolButton:hover { border-color: @quiet; }
QPushButton:pressed, QToolButton:pressed { background: @hairline; }
QToolButton:checked { background: @accent; color: @onaccent; border-color: @accent; }
QToolButton#loop:checked, QToolButton#play:checked { background: @hairline; border-color: @hairline; }
QPushButton:focus, QToolButton:focus, QComboBox:focus, QDoubleSpinBox:focus, QSpinBox:focus, QPlainTextEdit:focus, QLineEdit:focus, QListWidget:focus { border: 1px solid @accent; }
QPushButton[primary="true"] { background: @accent; color: @onaccent; border-color: @accent; }
QPlainTextEdit[faulty="true"], QPlainTextEdit[faulty="true"]:focus { border: 1px solid @fault; }
QComboBox { background: @field; border: 1px solid @field; border-radius: 4px; padding: 3px 2px 3px 8px; min-height: 16px; combobox-popup: 0; }
QComboBox:editable { padding-left: 6px; }
QComboBox:hover { border-color: @quiet; }
QComboBox::drop-down { border: none; width: 16px; }
QComboBox::down-arrow { image: url(:/icons/chevron-@theme.svg); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: @panel; color: @text; border: 1px solid @hairline; outline: none; padding: 2px; }
QAbstractItemView::item { color: @text; }
QComboBox QAbstractItemView::item { min-height: 18px; padding: 2px 6px; border-radius: 3px; }
QAbstractItemView::item:selected { background: @accent; color: @onaccent; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { background: transparent; border: none; border-radius: 0; padding: 0; margin: 0; min-height: 0; }
QLineEdit { background: @field; border: 1px solid @field; border-radius: 4px; padding: 3px 6px; min-height: 16px; }
QDoubleSpinBox, QSpinBox { background: @field; border: 1px solid @field; border-radius: 4px; padding: 3px 6px; min-height: 16px; }
QListWidget::item { padding: 2px; }
QPlainTextEdit, QListWidget, QTextBrowser { background: @field; border: 1px solid @field; border-radius: 4px; padding: 4px; }
QTextBrowser { background: @panel; }
QTextEdit[lesson="true"] { background: transparent; border: none; padding: 0; }
QTextEdit[lesson="true"]:focus { border-left: 2px solid @accent; }
QRadioButton::indicator { width: 14px; height: 14px; border-radius: 8px; border: 1px solid @quiet; background: @field; }
QRadioButton::indicator:checked { border: 4px solid @accent; width: 8px; height: 8px; background: @panel; }
QRadioButton::indicator:focus { border-color: @accent; }
QLabel#lesson-title { font-size: 15px; }
QWidget#presenter-note { background: @panel; border: 1px solid @hairline; border-radius: 6px; }
QListWidget#lesson-list::item { padding: 6px 8px; border-radius: 4px; }
QScrollArea { border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @hairline; border-radius: 4px; min-height: 24px; min-width: 24px; margin: 1px; }
QScrollBar::handle:hover { background: @quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSlider { min-height: 20px; }
QSlider::groove:horizontal { height: 3px; background: @hairline; border-radius: 1px; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 1px; }
QSlider::handle:horizontal { width: 9px; height: 9px; margin: -5px 0; border-radius: 6px; background: @panel; border: 2px solid @accent; }
QSlider::handle:horizontal:focus { background: @accent; }
QCheckBox::indicator, QListWidget::indicator { width: 14px; height: 14px; border-radius: 3px; border: 1px solid @quiet; background: @field; }
QCheckBox::indicator:checked, QListWidget::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/check-@theme.svg); }
QCheckBox::indicator:focus { border: 2px solid @accent; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @quiet; padding: 5px 12px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar::tab:hover { color: @text; }
QStatusBar { background: @window; color: @quiet; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @quiet; font-size: 11px; }
QProgressBar { background: @field; border: none; border-radius: 3px; text-align: center; min-height: 14px; max-height: 14px; color: @text; font-size: 10px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QToolTip { background: @panel; color: @text; border: 1px solid @hairline; padding: 6px; }
)");
    const std::pair<const char*, QString> colours[] = {
        {"@window", s.window().name()},
        {"@panel", s.panel().name()},
        {"@hairline", s.hairline().name()},
        {"@field", s.field().name()},
        {"@text", s.text().name()},
        {"@quiet", s.quiet().name()},
        {"@onaccent", theme == Theme::Light ? QStringLiteral("#FFFFFF") : s.window().name()},
        {"@accent", s.accent().name()},
        {"@fault", s.fault().name()},
        {"@theme", name},
    };
    for (const auto& [key, value] : colours)
        sheet.replace(QLatin1String(key), value);
    return sheet;
}

}  // namespace gauge::ui
