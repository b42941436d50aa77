// The catalogues of resources/translations, read as the tools of Qt write them.
#pragma once

#include <QString>
#include <QStringList>
#include <vector>

namespace gauge::test {

struct Message {
    QString context;
    QString source;
    QString comment;
    QStringList forms;  // one, or a plural's
    bool plural = false;
    bool finished = true;

    QString key() const { return context + QLatin1Char('\n') + source + QLatin1Char('\n') + comment; }
};

/// Of a .ts file; empty where there is none.
std::vector<Message> catalogue(const QString& path);

/// "%1", "%n", "%L1": what is filled in, sorted.
QStringList placesIn(const QString& text);

/// The letters that & underlines, small.
QStringList mnemonicsIn(const QString& text);

}  // namespace gauge::test
