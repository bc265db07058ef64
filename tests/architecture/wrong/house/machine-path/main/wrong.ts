// See /home/somebody/notes.
