"""Sentences in another language are told from English ones with foreign names."""

import pytest

from bot.languages import is_foreign

FOREIGN = [
    "¿Cuánto cuestan 50 portátiles?", "Cuanto cuestan 50 laptops para nuestra oficina",
    "necesito ayuda con mi contrato", "donde esta nuestro acuerdo", "Hola, buenos dias", "el servicio no funciona",
    "quiero hablar con una persona", "que pasa con la factura", "Dónde están nuestros acuerdos",
    "Wie viel kosten 50 Laptops pro Jahr?", "Wir brauchen 20 Telefone", "Wo steht unsere Vereinbarung",
    "Ich möchte mit jemandem sprechen", "wann ist das nächste Meeting", "was kostet ein Laptop", "Guten Morgen",
    "Für wen ist das", "das VPN ist kaputt", "Die Drucker sind kaputt", "Guten Tag",
    "Combien coûtent 50 ordinateurs pour nous ?", "combien pour 40 laptops", "Où est notre contrat",
    "Quanto custam 50 laptops para nós?", "Onde está o nosso contrato",
]  # fmt: skip
ENGLISH = [
    "how much are 40 laptops", "Los Angeles office needs 20 laptops", "price for the Las Cruces and El Paso offices",
    "Maria de la Cruz is our new budget officer", "Maria de la Cruz", "who is Jose Para Los Santos",
    "Please ask Hans der Meister about the laptops", "Contact Carlos de los Santos y Vega",
    "who won the para nos match", "die cut machine", "what was the price", "no", "de facto price", "Das Boot",
    "Puerto Rico and Rio de Janeiro",
    "FS, ERS, and NRCS: 40, 20, 10", "pro rata price per jahr", "gracias", "merci", "", "?!", "50 laptops",
    "La Jolla and Des Moines: 20 phones each", "Is Ana Maria da Silva with you?", "SLA-2027-0031", "o", "pour os hay",
    "yes por favor",
]  # fmt: skip


@pytest.mark.parametrize("text", FOREIGN)
def test_another_language_is_known_by_its_small_words(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_foreign_names_is_english(text: str) -> None:
    assert not is_foreign(text)
