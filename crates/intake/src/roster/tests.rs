use super::*;

const PEOPLE: [(&str, &str, &str); 5] = [
    ("Harriet Lindgren", "3/14/1961", "44821"),
    ("Tamsin Okonjo", "2/4/1971", "48291"),
    ("Bo Wu", "11/5/1980", "50317"),
    ("Mei Castellano", "7/19/1948", "39006"),
    ("Arlo Fitzgerald", "12/1/2004", "61150"),
];

/// One line a person, as `row` writes it.
fn list(row: impl Fn(&str, &str, &str) -> String) -> String {
    PEOPLE
        .map(|(name, day, number)| row(name, day, number))
        .concat()
}

/// The last four digits.
fn tail(number: &str) -> &str {
    number.get(1..).unwrap()
}

#[test]
fn lists_of_several_patients() {
    for text in [
        list(|name, day, number| format!("{name},{day},{number}\n")),
        list(|name, day, _| format!("{name}\t{day}\n")),
        list(|name, day, number| format!("{number}   {}   {day}\n", name.to_uppercase())),
        list(|name, day, number| format!("| {name} | {day} | {number} |\n\n")),
        list(|name, day, number| format!("[\"{name}\", \"{day}\", {number}], ")),
        list(|name, day, _| format!("{name} ({day}); ")),
        list(|name, day, number| format!("* {name}, 12 Elm Street, Dayton, {day}, {number}\r\n")),
        list(|name, _, number| format!("{name}: 512-44-{}\n", tail(number))),
    ] {
        let text = format!("Who is due for a visit?\n{text}Thank you.");
        assert_eq!(recognize(&text), Some(Export::PatientTable), "{text}");
    }
}

#[test]
fn reachable_people_are_fewer() {
    let row = |(name, day, number): (&str, &str, &str)| {
        format!("{name},{day},614-555-{}\n", tail(number))
    };
    let three: String = PEOPLE.into_iter().take(3).map(row).collect();
    assert_eq!(recognize(&three), Some(Export::PatientTable));
    let two: String = PEOPLE.into_iter().take(2).map(row).collect();
    assert_eq!(recognize(&two), None);
}

#[test]
fn near_misses() {
    for text in [
        // Fewer than five, or the same one again.
        PEOPLE[..4].iter().map(|(name, day, _)| format!("{name} {day}\n")).collect(),
        list(|_, day, number| format!("Harriet Lindgren,{day},{number}\n")),
        list(|name, _, number| format!("{name},3/14/1961,{number}\n")),
        // Names without anything about them, and with what staff have.
        list(|name, _, _| format!("{name}\n")),
        list(|name, _, number| format!("{name} x{}\n", tail(number))),
        list(|name, _, number| format!("{name}, {number}\n")),
        // Days in order and near each other.
        "Office Visit,1/4/2024,99213\nStrep Test,1/4/2024,87880\nFlu Shot,2/6/2024,90686\nLipid Panel,3/8/2024,80061\nVision Screening,4/9/2024,99173\n".to_owned(),
        "Tetanus Toxoid,3/14/1961\nMeasles Vaccine,4/1/1965\nYellow Fever,5/1/1979\nHerpes Zoster,6/1/2015\nPneumococcal Conjugate,7/1/2020\n".to_owned(),
        // Entries between them that are no names.
        "Essential Hypertension,3/14/2010\nIron Deficiency,4/1/1999\nGERD,1/1/2020\nPlantar Fasciitis,5/2/2017\nMigraine Headache,6/1/2003\nObesity,2/2/2002\nSeasonal Allergies,7/7/1990\n".to_owned(),
        // Interrupted by prose.
        list(|name, day, _| format!("{name} ({day}) came in today.\nWe talked about sleep.\n")),
        String::new(),
    ] {
        assert_eq!(recognize(&text), None, "{text}");
    }
}
