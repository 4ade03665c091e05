package name

// Level grades how two names, or two parts of them, agree. A greater level is
// stronger agreement; Unknown stands outside the order.
type Level uint8

// The levels. The bands Near, Close and Far are of the similarity of readings.
const (
	Unknown     Level = iota // a part is missing or cannot be compared: no evidence either way
	Conflict                 // both are there and differ
	KeyOnly                  // their readings share a frame, and are less alike than .85
	Far                      // readings .85 to .90 alike
	Initial                  // a letter stands where the other has a word that begins with it
	Partial                  // one has words the other lacks; the rest agree
	Near                     // readings .90 to .95 alike
	Close                    // readings .95 alike or more
	Equivalent               // forms of the same given name: Иван, Johann; Юрий, Георгий
	SameReading              // some reading of both is the same: Ежов, Jeschow
	SameFolded               // the same but for case, marks, ё, old letters
	SameWritten              // the same characters
)

var levelNames = [...]string{"unknown", "conflict", "key only", "far", "initial", "partial", "near", "close", "equivalent", "same reading", "same folded", "same written"}

// String is the name of the level in lower case, as the command line prints it.
func (l Level) String() string { return levelNames[min(l, SameWritten)] }

// Part is how one part of two names compares.
type Part struct {
	A, B       string  // as written; "" when missing
	Level      Level   //
	Similarity float64 // of the readings, 0 to 1; 0 when Unknown
	letter     bool    // one of them is only an initial
}

var reasons = [...]string{
	"one of them is missing or cannot be compared",
	"they differ",
	"their readings have a frame in common and no more (under 0.85)",
	"their readings are alike from afar (0.85 to 0.90)",
	"an initial agrees with the word",
	"one has words the other lacks, the rest agree",
	"their readings are near (0.90 to 0.95)",
	"their readings are very near (0.95 or more)",
	"they are forms of the same given name",
	"they can be read the same",
	"they are the same but for case, marks and old letters",
	"they are written the same",
}

// Reason says in words why the part has its level.
func (p Part) Reason() string {
	why := reasons[min(p.Level, SameWritten)]
	if p.A == "" || p.B == "" {
		return why
	}
	return p.A + " / " + p.B + ": " + why
}

// Comparison is what Compare finds.
type Comparison struct {
	Level                      Level   // of the whole name: the weakest of its parts that decides
	Similarity                 float64 // 0 to 1: the chance that one person bears both names, were pairs that do as frequent as pairs that do not; fitted, see chance
	Surname, Given, Patronymic Part
}
