package person

import (
	"strings"

	"byname/ground/name"
)

// BestName chooses, of the main names of a person's records, the one to list
// the person under: as Person.Title does, where nothing but the forms is known.
// Forms may repeat; one that repeats is better attested. It returns "" for none.
func BestName(forms []string, lang string) string {
	if len(forms) == 1 {
		return strings.TrimSpace(forms[0])
	}
	at := make(map[string]int, len(forms))
	names := make([]Name, 0, len(forms))
	for _, text := range forms {
		text = strings.TrimSpace(text)
		i, ok := at[text]
		switch {
		case text == "":
			continue
		case !ok:
			i = len(names)
			at[text] = i
			names = append(names, Name{Text: text, Script: name.ScriptOf(text)})
		}
		names[i].Voices++
	}
	return title(names, lang)
}
