"""Whether a sentence is in another language that is written with Latin letters, by its most frequent small words.

Names hold some of them, too ("Maria de la Cruz", "El Paso"), so these alone say nothing, and an English sentence with
such a name has more small words of English.
"""

import re

from bot.leaning import SMALL_WORDS
from domain.words import folded, word_set

#: Accents left out, as many people do. What English writes as well ("was", "die", "no") says nothing and is left out.
_FOREIGN = {
    "Spanish": word_set(
        "el la los las un una unos unas de del al y o que se por con para como mas pero su sus le lo les este "
        "esta esto estan estamos es son ser soy tiene tengo tenemos hay mi mis nuestro nuestra nuestros nuestras "
        "nosotros yo usted ustedes cuanto cuanta cuantos cuantas cuesta cuestan donde cuando cual cuales quien "
        "necesito necesitamos necesita quiero queremos quisiera puede puedo pueden podemos hola buenos buenas "
        "dias tardes ayuda hablar funciona funcionan pasa muy ya tambien porque sobre hasta desde entre"
    ),
    "German": word_set(
        "der das den dem des ein eine einen einem einer und oder ist sind wir ich sie er es mein meine unser unsere "
        "unserer unseren fur mit auf von zu zum zur bei nach aus wie viel wo wann wer welche welcher nicht kein keine "
        "haben habe hat kann konnen konnten mochte mochten brauche brauchen kosten kostet bitte guten morgen "
        "abend jemandem gibt geht auch noch uber wird werden funktioniert kaputt tag jahr"
    ),
    "French": word_set(
        "le la les un une des du de et ou est sont nous vous je il elle pour avec sur dans que qui quel quelle quels "
        "notre nos votre vos mon ma mes combien coute coutent quand pourquoi ne pas avons avez ai besoin "
        "voudrais bonjour plait peut pouvez"
    ),
    "Portuguese": word_set(
        "o os uma uns umas e de da dos das em na nos nas por para com que nosso nossa nossos nossas quanto quantos "
        "custa custam onde quando quem qual sao esta estao preciso precisamos quero queremos tem temos eu voce ola bom "
        "dia boa tarde ajuda nao funciona"
    ),
}
#: Of these, what names are made of and what is an English word now and then.
_WEAK = word_set("el la los las de del da das dos du des le les der den dem y e o os un ma es al pour hay mi hat tag")
_OF_ENGLISH = (
    SMALL_WORDS | word_set("who where when why which how there here please you your he she his her they")
) - word_set("a an as do does me no so in am also has over per")
_WORD = re.compile(r"[^\W\d_]+")
#: Of another language there must be so many small words, one of them not weak.
_LEAST = 2


def is_foreign(text: str) -> bool:
    """Whether the words are plainly of another language than English."""
    if "¿" in text or "¡" in text:
        return True
    words = [folded(word) for word in _WORD.findall(text)]
    english = sum(word in _OF_ENGLISH for word in words)
    return any(_is_of(words, small, english) for small in _FOREIGN.values())


def _is_of(words: list[str], small: frozenset[str], english: int) -> bool:
    found = [word for word in words if word in small]
    return len(found) >= _LEAST and len(found) > english and any(word not in _WEAK for word in found)
