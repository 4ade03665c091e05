package read

type comment struct{ key, text string }
