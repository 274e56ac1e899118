"""The table that the demo prints."""

from sandbox.demo.once import ReadPicture, ReadPlate, table

TWO_CARS = (ReadPlate("KV19PNE", 0.987, None), ReadPlate("FT482KX", 0.9, "fr"))


def test_each_plate_has_a_row_and_a_picture_without_any_has_one_too() -> None:
    pictures = [ReadPicture("Driveway", TWO_CARS, 1.234), ReadPicture("Gate", (), 0.5)]

    assert table(pictures).splitlines() == [
        "Camera    Plate    Score  Region  Time taken",
        "Driveway  KV19PNE  0.99   -       1.23 s",
        "Driveway  FT482KX  0.90   fr      1.23 s",
        "Gate      -        -      -       0.50 s",
    ]
