//! Reviews of the practice. An answer to one says that somebody is a patient; practices have paid for that.

use super::holds_any;

pub(super) const SAYS: &str = "Reviews are not answered here: an answer says that somebody is a patient. Write only: \"Please call our office so that we can help.\"";

const WORDS: &[&str] = &[
    "bad review",
    "google review",
    "google reviews",
    "left a review",
    "left us a review",
    "negative review",
    "reply to a review",
    "reply to the review",
    "reply to this review",
    "respond to a review",
    "respond to the review",
    "respond to this review",
    "review says",
    "review we got",
    "this review",
    "yelp",
    "out of 5 stars",
    "worst doctor",
    "best doctor",
];

pub(super) fn stops(text: &str) -> bool {
    text.contains(['\u{2605}', '\u{2b50}']) || holds_any(text, WORDS) || has_stars(text)
}

/// A number of stars, as ratings give them.
fn has_stars(text: &str) -> bool {
    let number = [
        "1", "2", "3", "4", "5", "one", "two", "three", "four", "five",
    ];
    let star = ["star", "stars"];
    number.iter().any(|number| {
        let rating = |star: &&str| {
            holds_any(
                text,
                &[&format!("{number} {star}"), &format!("{number}-{star}")],
            )
        };
        star.iter().any(rating)
    })
}
