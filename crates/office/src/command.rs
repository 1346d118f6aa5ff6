//! Plain words, and the command that stands beside them.

/// Tells plain words from the command that whoever runs Anteroom types, such as in "Sign it (anteroom risk sign)".
#[must_use]
pub fn split_command(text: &str) -> (String, String) {
    let marks = [
        " (anteroom ",
        ": anteroom ",
        "; see anteroom ",
        ", then run `anteroom ",
        " Next: anteroom ",
    ];
    let mut found = marks.iter().filter_map(|mark| text.split_once(mark));
    let Some((plain, command)) = found.next() else {
        return (text.to_owned(), String::new());
    };
    let command = command.trim_end_matches(['.', ')', '`']);
    (sentence(plain), format!("anteroom {command}"))
}

/// A sentence of its own: with a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters
        .next()
        .iter()
        .flat_map(|c| c.to_uppercase())
        .collect();
    let stop = if text.ends_with('.') { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}
