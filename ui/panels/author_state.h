// A state of a step at the author's desk: what it sets, in words, and how it is taken from what is on show.
#pragma once

#include <nlohmann/json.hpp>
#include <QWidget>

class QLabel;
class QToolButton;

namespace gauge::ui {

class AuthorState : public QWidget {
    Q_OBJECT
public:
    /// `none`: what it says where there is no state.
    AuthorState(const std::string& field, const QString& caption, QString none, QWidget* parent = nullptr);

    const std::string& field() const { return field_; }
    void showState(const nlohmann::json& state, bool first);
    void setFault(const QString& fault);

signals:
    void takeWanted();
    void goWanted();
    void clearWanted();

private:
    std::string field_;
    QString none_;
    QLabel* words_;
    QToolButton* go_;
    QToolButton* clear_;
    QLabel* fault_;
};

}  // namespace gauge::ui
