package orrery.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import orrery.exchange.Missing;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The policies for edges without a score, on the command line: {@code refuse}, {@code zero}. */
final class MissingName implements ITypeConverter<Missing>, Iterable<String> {
  @Override
  public Missing convert(String name) {
    return Arrays.stream(Missing.values())
        .filter(m -> m.label().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected one of " + String.join(", ", this) + ", not `" + name + "`"));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Missing.values()).map(Missing::label).iterator();
  }
}
