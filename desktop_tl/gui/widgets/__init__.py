"""The parts from which every page is made; import each from its own module, so that plots cost nothing until used."""
