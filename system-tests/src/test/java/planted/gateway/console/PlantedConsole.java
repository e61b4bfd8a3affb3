package planted.gateway.console;

/** Breaks on purpose: the console knows the proxy. */
public class PlantedConsole {
    planted.gateway.proxy.PlantedProxy proxy;
}
