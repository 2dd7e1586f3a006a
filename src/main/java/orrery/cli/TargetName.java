package orrery.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import orrery.artifact.Export;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The names of export targets on the command line: {@code transformerlens}, {@code dot-variables}.
 */
final class TargetName implements ITypeConverter<Export.Target>, Iterable<String> {
  @Override
  public Export.Target convert(String name) {
    return Arrays.stream(Export.Target.values())
        .filter(t -> nameOf(t).equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected one of " + String.join(", ", this) + ", not `" + name + "`"));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Export.Target.values()).map(TargetName::nameOf).iterator();
  }

  private static String nameOf(Export.Target target) {
    return target.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
