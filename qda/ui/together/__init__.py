"""The simple screen: one sentence and one picture at a time, three equal buttons, nothing that moves by itself.

It covers the whole screen and is made for people who lived what the study is about, with whoever supports them.
"""
