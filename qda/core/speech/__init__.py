"""Speech: words made into sound with the moment of each word, in a process of its own, and sound files joined.

The voice is an extra (`espeakng-loader`): where it isn't there, `how_to_get` says how to get it. A recording of a
person is always better, and stands before it wherever there is one.
"""
