//! Two texts side by side, for a terminal of about 100 columns.

/// Width of one column in characters.
const WIDTH: usize = 54;

/// Lays two texts side by side under their titles, wrapping at words.
pub(super) fn beside(left: (&str, &str), right: (&str, &str)) -> String {
    let (one, two) = (wrap(left.1), wrap(right.1));
    let mut page = row(left.0, right.0);
    page += &format!("{}-+-{}\n", "-".repeat(WIDTH), "-".repeat(WIDTH));
    for line in 0..one.len().max(two.len()) {
        let side = |lines: &[String]| lines.get(line).cloned().unwrap_or_default();
        page += &row(&side(&one), &side(&two));
    }
    page
}

fn row(left: &str, right: &str) -> String {
    let left = left.trim_end();
    let pad = WIDTH.saturating_sub(left.chars().count());
    format!("{left}{} | {right}", " ".repeat(pad))
        .trim_end()
        .to_owned()
        + "\n"
}

fn wrap(text: &str) -> Vec<String> {
    text.lines().flat_map(wrap_line).collect()
}

fn wrap_line(line: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split_inclusive(' ') {
        let used = lines.last().map_or(0, |last| last.chars().count());
        if used > 0 && used + word.trim_end().chars().count() > WIDTH {
            lines.push(String::new());
        }
        if let Some(last) = lines.last_mut() {
            last.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_wrap_at_words_and_keep_every_word() {
        let text = "word ".repeat(40);
        let lines = wrap(&text);
        assert!(
            lines
                .iter()
                .all(|line| line.trim_end().chars().count() <= WIDTH)
        );
        assert_eq!(lines.concat(), text);
    }

    #[test]
    fn the_shorter_side_is_filled_up() {
        let page = beside(("a", "1\n2"), ("b", "3"));
        assert_eq!(page.lines().count(), 4);
    }
}
