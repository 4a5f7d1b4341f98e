"""The mathematics the homework asks for, one topic a file: the specification that marks rest on."""
