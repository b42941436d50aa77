// A real browser without a window: Debian's Chromium, told what to do by its own driver (WebDriver, W3C).
#pragma once

#include <memory>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

class QNetworkAccessManager;

namespace gauge::test {

/// What the reader's screen is like.
struct Screen {
    int width = 1280;
    int height = 900;
    bool dark = false;
    bool touch = false;
};

class Browser {
public:
    /// Throws std::runtime_error in words where there is no browser, or it does not start.
    explicit Browser(bool scripts = true);
    ~Browser();

    void open(const QString& file);
    /// What a script returns: "return …;", its arguments in `arguments`.
    QJsonValue run(const QString& script, const QJsonArray& arguments = {});
    void show(const Screen& screen);
    /// A key by its name in WebDriver ("\uE015" is the arrow down), with what is held meanwhile.
    void press(const QString& key, const QString& held = {});
    /// The pointer there, CSS pixels in what is visible.
    void point(int x, int y);
    /// What went wrong on the page since the last time: scripts that failed, what the policy refused.
    QStringList complaints();

private:
    QJsonValue tell(const QByteArray& verb, const QString& path, const QJsonObject& body = {});
    QJsonValue devTools(const QString& command, const QJsonObject& parameters);
    void act(const QJsonArray& sources);

    QTemporaryDir profile_;
    QProcess driver_;
    std::unique_ptr<QNetworkAccessManager> network_;
    QString address_;
    QString session_;
};

}  // namespace gauge::test
