"""Runs one Python finder over texts, for `cargo xtask bench phi`.

Standard input: JSON Lines {"id", "text"}. Standard output: JSON Lines {"id", "spans": [{"start", "end"}]} in code points, and a
last line {"cpu_s", "note"} with the processor time of finding alone; loading is not counted.
"""

import io
import json
import logging
import os
import sys
import time


def presidio():
    """Presidio's pattern recognizers for English and the US, without a language model."""
    from presidio_analyzer import PatternRecognizer, RecognizerRegistry

    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    patterns = [one for one in registry.recognizers if isinstance(one, PatternRecognizer)]

    def find(text):
        for one in patterns:
            for hit in one.analyze(text, one.supported_entities) or []:
                yield hit.start, hit.end

    return find


def scrubadub():
    """scrubadub with the detectors that it runs by default."""
    import scrubadub

    scrubber = scrubadub.Scrubber()
    return lambda text: ((filth.beg, filth.end) for filth in scrubber.iter_filth(text))


def philter():
    """philter-lite with its own configuration: everything that is not known to be safe is marked."""
    import philter_lite

    spelled = not parts_of_speech()
    if spelled:
        philter_lite.philter.nltk.pos_tag = lambda words: [(word, spelling(word)) for word in words]
    folder = os.path.join(os.path.dirname(philter_lite.__file__), "configs")
    patterns = philter_lite.load_filters(os.path.join(folder, "philter_delta.toml"))

    def find(text):
        _, _, tracker = philter_lite.detect_phi(text, patterns)
        return [(hit.start, hit.stop) for hit in tracker.phi]

    find.note = "parts of speech by spelling: its tagger's data could not be fetched" if spelled else ""
    return find


def parts_of_speech():
    """Whether NLTK's tagger is there; its data comes from a host of its own."""
    import nltk

    nltk.download("averaged_perceptron_tagger_eng", quiet=True, print_error_to=io.StringIO())
    try:
        return bool(nltk.pos_tag(["word"]))
    except LookupError:
        return False


def spelling(word):
    """The two parts of speech that philter-lite's configuration asks about: numbers and proper nouns."""
    if word.isdigit():
        return "CD"
    return "NNP" if word[:1].isupper() else "NN"


def main():
    logging.disable(logging.CRITICAL)
    find = {"presidio": presidio, "philter": philter, "scrubadub": scrubadub}[sys.argv[1]]()
    find("Harriet Lindgren, 614-555-0142")
    spent = 0.0
    for line in sys.stdin:
        document = json.loads(line)
        before = time.process_time()
        spans = sorted(set(find(document["text"])))
        spent += time.process_time() - before
        spans = [{"start": start, "end": end} for start, end in spans]
        print(json.dumps({"id": document["id"], "spans": spans}))
    print(json.dumps({"cpu_s": spent, "note": getattr(find, "note", "")}))


if __name__ == "__main__":
    main()
