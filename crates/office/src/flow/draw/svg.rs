//! The map as an SVG that stands alone: title, description, and a list of all ways below the drawing.

use super::layout::{Layout, Place, WIDTH, Way, left};
use crate::flow::map::{DataClass, Edge, Kind, Lane, Map};

/// Height of a line of the list.
const LINE: usize = 22;
/// Width of the drawing.
const WHOLE: usize = 1200;
/// Letters that fit into a box.
const LETTERS: usize = 24;
/// Letters that fit into a line of the list, in a wide font too.
const LISTED: usize = 140;

/// Colors of light and dark pages; class by class the line's style, so that color is never alone.
const STYLE: &str = "text{font:13px 'Public Sans',system-ui,sans-serif;fill:var(--ink)}\
.lane{font-weight:600;fill:var(--muted)}.head{font-size:20px;font-weight:600}\
.box{fill:var(--surface);stroke:var(--ink);stroke-width:1.5}.edge{fill:none;stroke:var(--primary);stroke-width:2}\
.none{stroke-dasharray:2 5}.deidentified{stroke-dasharray:9 5}.identified{stroke-width:4}\
.bounds{fill:none;stroke:var(--muted);stroke-dasharray:6 6}.badge{fill:var(--primary)}\
.number{font-size:12px;font-weight:600;fill:var(--surface);text-anchor:middle}.arrow{fill:var(--primary)}\
.page{fill:var(--page)}\
svg{--page:#fff;--surface:#fff;--ink:#1b2733;--muted:#52606d;--primary:#0f5e73}\
@media(prefers-color-scheme:dark){svg{--page:#0f161d;--surface:#17212b;--ink:#e6edf3;--muted:#a7b4c0;--primary:#5fb8cc}}";

/// The drawing, under this title.
#[must_use]
pub fn svg(map: &Map, title: &str) -> String {
    let layout = Layout::of(map);
    let listed: Vec<Vec<String>> = map.edges.iter().enumerate().map(listed).collect();
    let lines: usize = listed.iter().map(Vec::len).sum();
    let height = layout.bottom + 80 + LINE * (lines + 5);
    let mut out = head(title, map, height);
    lanes(&mut out, layout.bottom);
    layout.ways.iter().for_each(|way| draw_way(&mut out, way));
    layout
        .places
        .iter()
        .for_each(|place| draw_place(&mut out, place));
    layout.ways.iter().for_each(|way| badge(&mut out, way));
    list(&mut out, &listed, layout.bottom + 60);
    out.push_str("</svg>\n");
    out
}

fn head(title: &str, map: &Map, height: usize) -> String {
    let says = format!(
        "{} places and {} ways between them. The list below the drawing says of each way what it carries and where it leads.",
        map.nodes.len(),
        map.edges.len()
    );
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WHOLE} {height}\" width=\"{WHOLE}\" height=\"{height}\" \
         role=\"img\" aria-labelledby=\"title description\">\n<title id=\"title\">{title}</title>\n\
         <desc id=\"description\">{says}</desc>\n<style>{STYLE}</style>\n\
         <defs><marker id=\"tip\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"12\" markerHeight=\"12\" \
         markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"arrow\" d=\"M0 0 10 5 0 10z\"/></marker></defs>\n\
         <rect class=\"page\" width=\"{WHOLE}\" height=\"{height}\"/>\n\
         <text class=\"head\" x=\"40\" y=\"36\">{title}</text>\n",
        title = escape(title),
    )
}

/// Titles of the lanes, and the borders across which trust ends.
fn lanes(out: &mut String, bottom: usize) {
    for lane in Lane::ALL {
        let (x, title) = (left(lane), lane.title());
        out.push_str(&format!(
            "<text class=\"lane\" x=\"{x}\" y=\"90\">{title}</text>\n"
        ));
    }
    let outside = left(Lane::Outside);
    for (x, width, name) in [
        (20, outside - 60, "Your practice"),
        (outside - 20, WIDTH + 90, ""),
    ] {
        let (height, text) = (bottom - 50, x + 12);
        out.push_str(&format!(
            "<rect class=\"bounds\" x=\"{x}\" y=\"54\" width=\"{width}\" height=\"{height}\" rx=\"4\"/>\
             <text class=\"lane\" x=\"{text}\" y=\"70\">{name}</text>\n"
        ));
    }
}

fn draw_place(out: &mut String, place: &Place<'_>) {
    let Place { node, x, y, height } = place;
    let name = &node.name;
    let body = match node.kind {
        // Two parallel lines: something that is kept.
        Kind::Store => format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{height}\" fill=\"none\"/>\
             <path class=\"box\" d=\"M{x} {y}h{WIDTH}M{x} {}h{WIDTH}\"/>",
            y + height
        ),
        kind => {
            let round = match kind {
                Kind::Anteroom | Kind::Machine => 14,
                Kind::Party | Kind::Person | Kind::Store | Kind::Tool => 0,
            };
            format!(
                "<rect class=\"box\" x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{height}\" rx=\"{round}\"/>"
            )
        }
    };
    out.push_str(&format!("<g><title>{}</title>{body}", escape(name)));
    let lines = wrapped(name);
    let first = y + height / 2 + 5 - 8 * (lines.len() - 1);
    for (index, line) in lines.iter().enumerate() {
        let (x, y) = (x + 12, first + 17 * index);
        out.push_str(&format!(
            "<text x=\"{x}\" y=\"{y}\">{}</text>",
            escape(line)
        ));
    }
    out.push_str("</g>\n");
}

fn draw_way(out: &mut String, way: &Way<'_>) {
    let ((x1, y1), (x2, y2)) = (way.from, way.to);
    let class = class(way.edge.data);
    let path = match x1 == x2 {
        true => format!("M{x1} {y1}C{0} {y1} {0} {y2} {x2} {y2}", x1 + 60),
        false => format!("M{x1} {y1}H{x2}"),
    };
    out.push_str(&format!(
        "<path class=\"edge {class}\" d=\"{path}\" marker-end=\"url(#tip)\"><title>{}</title></path>\n",
        escape(&sentence(way.edge))
    ));
}

/// The way's number, in the middle of a short line; near the receiver of a long one.
fn badge(out: &mut String, way: &Way<'_>) {
    let ((x1, y1), (x2, y2)) = (way.from, way.to);
    let (x, y) = match x1 == x2 {
        true => (x1 + 45, y1.midpoint(y2)),
        false => (x1.midpoint(x2).max(x2.saturating_sub(60)), y1),
    };
    out.push_str(&format!(
        "<circle class=\"badge\" cx=\"{x}\" cy=\"{y}\" r=\"12\"/><text class=\"number\" x=\"{x}\" y=\"{}\">{}</text>\n",
        y + 4,
        way.number
    ));
}

/// What each number means, and each kind of line.
fn list(out: &mut String, listed: &[Vec<String>], top: usize) {
    let mut y = top;
    for (at, line) in listed.iter().flat_map(|lines| lines.iter().enumerate()) {
        let (x, text) = (if at == 0 { 40 } else { 56 }, escape(line));
        out.push_str(&format!("<text x=\"{x}\" y=\"{y}\">{text}</text>\n"));
        y += LINE;
    }
    for data in [
        DataClass::None,
        DataClass::Deidentified,
        DataClass::Identified,
    ] {
        y += LINE;
        let (middle, class) = (y - 4, class(data));
        out.push_str(&format!(
            "<path class=\"edge {class}\" d=\"M40 {middle}H100\"/><text x=\"112\" y=\"{y}\">{}</text>\n",
            data.words()
        ));
    }
}

/// The lines in which the list says what a way is.
fn listed((index, edge): (usize, &Edge)) -> Vec<String> {
    let whole = format!("{}  {}", index + 1, sentence(edge));
    folded(&whole, LISTED)
}

fn class(data: DataClass) -> &'static str {
    match data {
        DataClass::None => "none",
        DataClass::Deidentified => "deidentified",
        DataClass::Identified => "identified",
    }
}

fn sentence(edge: &Edge) -> String {
    let at = edge.address.as_ref().map(|address| format!(", {address}"));
    let at = at.unwrap_or_default();
    format!(
        "{}: {}; {}{at}; region: {}; agreement: {}",
        edge.name,
        edge.data.words(),
        edge.party,
        edge.region,
        edge.agreement
    )
}

/// A text in lines of at most so many letters, as far as its words allow.
fn folded(text: &str, letters: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let room = lines.last().is_some_and(|line| {
            line.is_empty() || line.chars().count() + 1 + word.chars().count() <= letters
        });
        match lines.last_mut() {
            Some(line) if room => {
                let space = if line.is_empty() { "" } else { " " };
                line.push_str(space);
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A name in at most two lines.
fn wrapped(name: &str) -> Vec<String> {
    let mut lines = folded(name, LETTERS);
    let rest = lines.split_off(lines.len().min(1)).join(" ");
    let second = (!rest.is_empty()).then_some(rest);
    let both = lines.into_iter().chain(second);
    both.map(|line| clipped(&line, LETTERS)).collect()
}

fn clipped(text: &str, letters: usize) -> String {
    match text.chars().count() > letters {
        true => text.chars().take(letters - 1).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside_their_boxes_and_out_of_the_markup() {
        assert_eq!(wrapped("front desk"), ["front desk"]);
        assert_eq!(
            wrapped("Nobody on file (api.us.mistral.ai)"),
            ["Nobody on file", "(api.us.mistral.ai)"]
        );
        let long = wrapped(&"x".repeat(200));
        assert!(long.iter().all(|line| line.chars().count() <= LETTERS));
        let words = "word ".repeat(60);
        let lines = folded(words.trim_end(), LISTED);
        assert!(lines.iter().all(|line| line.chars().count() <= LISTED));
        assert_eq!(lines.join(" "), words.trim_end(), "nothing is cut off");
        assert_eq!(escape("<a & \"b\">"), "&lt;a &amp; &quot;b&quot;&gt;");
    }
}
