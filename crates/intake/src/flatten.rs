//! Rows of HTML and SQL, one a line, so that they can be read as any table.
//!
//! Only to be looked at, never to be sent. Nothing is parsed: a tag or a parenthesis that is never closed loses its row,
//! not the rows behind it.

/// The text of marked-up text: a line a row, item or paragraph, tabs between cells; nothing when no tag lays it out.
pub(crate) fn markup(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut laid_out, mut in_row) = (text, false, false);
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        let (before, tag) = rest.split_at_checked(at)?;
        push(&mut out, before, in_row);
        let inside = tag.get(1..)?;
        let end = memchr::memchr2(b'<', b'>', inside.as_bytes()).unwrap_or(inside.len());
        let (name, after) = inside.split_at_checked(end)?;
        let meaning = meaning(name);
        laid_out |= meaning != ' ';
        in_row = meaning == '\t' || (in_row && meaning == ' ');
        out.push(meaning);
        rest = after.strip_prefix('>').unwrap_or(after);
    }
    push(&mut out, rest, false);
    laid_out.then_some(out)
}

/// Writes text; a line that ends between the cells of a row does not end the row.
fn push(out: &mut String, text: &str, in_row: bool) {
    if in_row {
        out.push_str(&text.replace(['\n', '\r'], " "));
    } else {
        out.push_str(text);
    }
}

/// What a tag means for the layout.
fn meaning(tag: &str) -> char {
    const CELLS: [&str; 2] = ["td", "th"];
    const LINES: [&str; 8] = ["br", "dl", "div", "li", "p", "row", "table", "tr"];
    let open = tag.trim_start_matches('/');
    let name = open
        .split([' ', '\n', '/', '\t'])
        .next()
        .unwrap_or_default();
    let is = |names: &[&str]| names.iter().any(|known| name.eq_ignore_ascii_case(known));
    match (is(&CELLS) && open == tag, is(&LINES)) {
        (true, _) => '\t',
        (_, true) => '\n',
        _ => ' ',
    }
}

/// The column list and the rows of `INSERT` statements; nothing when there are none.
pub(crate) fn inserted(text: &str) -> Option<String> {
    let places: Vec<usize> = memchr::memchr2_iter(b'I', b'i', text.as_bytes())
        .filter(|at| is_insert(text, *at))
        .collect();
    let ends = places.iter().skip(1).copied().chain([text.len()]);
    let mut out = String::new();
    for (start, end) in places.iter().copied().zip(ends) {
        tuples(text.get(start..end)?, &mut out);
    }
    (!out.is_empty()).then_some(out)
}

fn is_insert(text: &str, at: usize) -> bool {
    const INSERT: &str = "insert";
    text.get(at..at + INSERT.len())
        .is_some_and(|word| word.eq_ignore_ascii_case(INSERT))
}

/// Writes what stands in parentheses, outside quotes, one pair a line.
fn tuples(statement: &str, out: &mut String) {
    let (mut depth, mut quoted) = (0_usize, false);
    for c in statement.chars() {
        match c {
            '(' if depth == 0 => depth = 1,
            _ if depth == 0 => {}
            ')' if depth == 1 && !quoted => {
                depth = 0;
                out.push('\n');
            }
            '\'' => {
                quoted = !quoted;
                out.push('"');
            }
            // No value spans lines, so a quote that is open here was never closed.
            '\n' | '\r' => {
                quoted = false;
                out.push(' ');
            }
            _ => {
                depth += usize::from(c == '(' && !quoted);
                depth -= usize::from(c == ')' && !quoted);
                out.push(c);
            }
        }
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_markup() {
        for (text, rows) in [
            (
                "<TR>\n <td class='x'>Tamsin</td>\n <TD>2</td></tr>",
                Some("\n\n \tTamsin   \t2 \n"),
            ),
            ("a<br/>b<li>c", Some("a\nb\nc")),
            ("<p>Tamsin\n2</p>", Some("\nTamsin\n2\n")),
            ("Vec<u8> 1 < 2 <b", None),
            ("plain", None),
            ("", None),
        ] {
            assert_eq!(markup(text).as_deref(), rows, "{text}");
        }
    }

    #[test]
    fn rows_of_statements() {
        for (text, rows) in [
            (
                ":( INSERT INTO p (a, b) VALUES ('x (1)', f(2)),\n('O''Dea', 3);",
                Some("a, b\n\"x (1)\", f(2)\n\"O\"\"Dea\", 3\n\n"),
            ),
            (
                "insert (open\ninsert into t values (1)",
                Some("open \n1\n\n"),
            ),
            ("insertion", Some("\n")),
            ("(a)", None),
            ("", None),
        ] {
            assert_eq!(inserted(text).as_deref(), rows, "{text}");
        }
    }
}
