<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>QObject</name>
    <message numerus="yes">
        <source>at %1 the %n tokens become one agent</source>
        <translation>
            <numerusform>at %1 the %n token becomes one agent</numerusform>
            <numerusform>at %1 the %n tokens become one agent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at %1 the %n tokens become %2, with %3</source>
        <translation>
            <numerusform>at %1 the %n token becomes %2, with %3</numerusform>
            <numerusform>at %1 the %n tokens become %2, with %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n groups</source>
        <translation>
            <numerusform>one group</numerusform>
            <numerusform>%n groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n agents</source>
        <translation>
            <numerusform>one agent</numerusform>
            <numerusform>%n agents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n heads</source>
        <translation>
            <numerusform>%n head</numerusform>
            <numerusform>%n heads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 pairs</source>
        <translation>
            <numerusform>%1 pair</numerusform>
            <numerusform>%1 pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 divergences</source>
        <translation>
            <numerusform>%1 divergence</numerusform>
            <numerusform>%1 divergences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <comment>after &apos;in&apos;, &apos;after&apos;</comment>
        <translation>
            <numerusform>one step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n others</source>
        <comment>after &apos;of&apos;</comment>
        <translation>
            <numerusform>the one other</numerusform>
            <numerusform>%n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A name for the %n chosen tokens (empty: none)</source>
        <translation>
            <numerusform>A name for the %n chosen token (empty: none)</numerusform>
            <numerusform>A name for the %n chosen tokens (empty: none)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Save this session before it closes? %n changes since it was saved.</source>
        <translation>
            <numerusform>Save this session before it closes? %n change since it was saved.</numerusform>
            <numerusform>Save this session before it closes? %n changes since it was saved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n agents attend in %1; tokens alone would in %2.</source>
        <translation>
            <numerusform>One agent attends in %1; tokens alone would in %2.</numerusform>
            <numerusform>%n agents attend in %1; tokens alone would in %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parameters</source>
        <translation>
            <numerusform>%n parameter</numerusform>
            <numerusform>%n parameters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>author</name>
    <message numerus="yes">
        <source>trained for %n updates</source>
        <translation>
            <numerusform>trained for %n update</numerusform>
            <numerusform>trained for %n updates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gauge::ui::AuthorPanel</name>
    <message numerus="yes">
        <source>%n faults</source>
        <translation>
            <numerusform>%n fault</numerusform>
            <numerusform>%n faults</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n faults: each stands at its field.</source>
        <translation>
            <numerusform>%n fault: it stands at its field.</numerusform>
            <numerusform>%n faults: each stands at its field.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gauge::ui::ExpressionBuilder</name>
    <message numerus="yes">
        <source>%n decimals</source>
        <translation>
            <numerusform>%n decimal</numerusform>
            <numerusform>%n decimals</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gauge::ui::LessonPanel</name>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gauge::ui::SourcePanel</name>
    <message numerus="yes">
        <source> · %n categories</source>
        <translation>
            <numerusform> · %n category</numerusform>
            <numerusform> · %n categories</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>
%n words are not in the vocabulary: hollow, broad guesses</source>
        <translation>
            <numerusform>
%n word is not in the vocabulary: hollow, a broad guess</numerusform>
            <numerusform>
%n words are not in the vocabulary: hollow, broad guesses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>
%n words are not in the vocabulary: hollow, broad guesses that agree with no others</source>
        <translation>
            <numerusform>
%n word is not in the vocabulary: hollow, a broad guess that agrees with nobody</numerusform>
            <numerusform>
%n words are not in the vocabulary: hollow, broad guesses that agree with no others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens · built-in word beliefs · K = %1</source>
        <translation>
            <numerusform>%n token · built-in word beliefs · K = %1</numerusform>
            <numerusform>%n tokens · built-in word beliefs · K = %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens · trained word beliefs · K = %1</source>
        <translation>
            <numerusform>%n token · trained word beliefs · K = %1</numerusform>
            <numerusform>%n tokens · trained word beliefs · K = %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gauge::ui::Workspace</name>
    <message numerus="yes">
        <source>Reading %n files…</source>
        <translation>
            <numerusform>Reading %n file…</numerusform>
            <numerusform>Reading %n files…</numerusform>
        </translation>
    </message>
</context>
</TS>
